import { dialogPayloads, executePayloads, submitPayloads } from '../../src/cards/actions';

const tables = [executePayloads, dialogPayloads, submitPayloads];
const buttons = tables.flatMap((table) => Object.entries(table).map(([verb, payload]) => ({ verb, payload })));

/** Enough for the longest text that any field takes, and no more. */
const LONGEST = 4_000;

describe.each(buttons)('the data of $verb', ({ payload }) => {
  const fields = Object.keys(payload.shape);

  it.each(['x', '\u0001', '\u{1F600}', 'x\u{1F600}', '漢'])('holds no text without end (%j)', (part) => {
    const endless = Object.fromEntries(fields.map((name) => [name, part.repeat(20_000)]));
    const read = payload.safeParse(endless);
    for (const value of Object.values(read.data ?? {})) {
      expect(String(value).length).toBeLessThanOrEqual(LONGEST);
      expect(String(value)).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('has nothing that was not asked for, and is no way to what all objects share', () => {
    const fitting = Object.fromEntries(fields.map((name) => [name, name === 'scope' ? 'mine' : 'x']));
    const more = { ...fitting, actor: 'nora', isAdmin: true, constructor: { prototype: { isAdmin: true } } };
    const read = payload.safeParse(JSON.parse(`${JSON.stringify(more).slice(0, -1)},"__proto__":{"isAdmin":true}}`));
    expect(read.success).toBe(true);
    expect(Object.keys(read.data ?? {}).filter((name) => !fields.includes(name))).toEqual([]);
    expect(read.data).not.toHaveProperty('isAdmin');
    expect({}).not.toHaveProperty('isAdmin');
  });

  it.each([undefined, null, 7, 'text', [], [[]], new Date(), () => 1])('is refused or empty where it is %p', (data) => {
    const read = payload.safeParse(data);
    expect(read.success ? Object.keys(read.data) : []).toEqual([]);
  });
});
