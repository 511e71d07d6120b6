import { auditKeyFrom } from '../../../src/adapters/crypto/auditKey';
import { AuditChain, canonical, NO_MAC, type UnchainedRow } from '../../../src/adapters/storage/auditChain';
import { Sensitive } from '../../../src/domain/sensitive';
import { keyText } from '../../support/keys';

const first: UnchainedRow = {
  v: 1,
  seq: 1,
  at: 1_772_359_200_000,
  tenant_id: 'tenant-1',
  action: 'create.intended',
  actor_id: 'alex',
  reference: null,
  application_id: null,
  key_id: null,
  ticket_id: null,
  detail: null,
  request_id: null,
  click_id: null,
};
const second: UnchainedRow = {
  v: 1,
  seq: 2,
  at: 1_772_359_201_234,
  tenant_id: 'tenant-1',
  action: 'reveal.shown',
  actor_id: 'alex',
  reference: 'sb-7Q3F9K2M',
  application_id: 'app-1',
  key_id: 'key-1',
  ticket_id: 'ticket-1',
  detail: 'creation',
  request_id: 'req "1"\n',
  click_id: 'f:17',
};

// Made with Python's hmac, key = SHA-256("a test"): the form is published, so these never change.
const FIRST_MAC = '1894d287f129827d7dbf44bd986313ae3e5a571c36409d9900da47e91c509685';
const SECOND_MAC = '0add724caf94dae8866e8a076e8ba76bf0c747bd89bfdad5c6d6ae33e2c6b9e9';

describe('the chain of the audit', () => {
  const chain = new AuditChain(auditKeyFrom(new Sensitive(keyText('a test'))));

  it('signs a row as one JSON array in a fixed order, without what is missing being left out', () => {
    expect(canonical(first)).toBe(
      '["secretbot-audit",1,1,1772359200000,"tenant-1","create.intended","alex",null,null,null,null,null,null,null]',
    );
    expect(canonical(second)).toBe(
      String.raw`["secretbot-audit",1,2,1772359201234,"tenant-1","reveal.shown","alex","sb-7Q3F9K2M","app-1","key-1","ticket-1","creation","req \"1\"\n","f:17"]`,
    );
  });

  it('gives the macs that anybody with the key gets, each over the mac before', () => {
    expect(chain.macOf(NO_MAC, first)).toBe(FIRST_MAC);
    expect(chain.macOf(FIRST_MAC, second)).toBe(SECOND_MAC);
  });

  it('numbers what comes after without a gap', () => {
    const { seq: _, ...row } = first;
    expect(chain.after(undefined, row)).toEqual({ ...first, mac: FIRST_MAC });
    expect(chain.after({ seq: 41, mac: FIRST_MAC }, row).seq).toBe(42);
  });

  it('takes every column into the mac', () => {
    const columns = Object.keys(second) as (keyof UnchainedRow)[];
    const changed = columns.map((column) => ({
      ...second,
      [column]: typeof second[column] === 'number' ? 0 : 'other',
    }));
    const macs = changed.map((row) => chain.macOf(FIRST_MAC, row));
    expect(new Set([...macs, SECOND_MAC]).size).toBe(columns.length + 1);
  });

  it('does not take text from one column for text of the next', () => {
    const moved = { ...second, ticket_id: 'ticket-1","creation', detail: null };
    expect(chain.macOf(FIRST_MAC, moved)).not.toBe(SECOND_MAC);
  });

  it('fits under its own key only, and only in a form that is known', () => {
    const other = new AuditChain(auditKeyFrom(new Sensitive(keyText('another'))));
    expect(chain.fits(FIRST_MAC, { ...second, mac: SECOND_MAC })).toBe(true);
    expect(other.fits(FIRST_MAC, { ...second, mac: SECOND_MAC })).toBe(false);
    expect(chain.fits(NO_MAC, { ...second, mac: SECOND_MAC })).toBe(false);
    const later = { ...second, v: 2 };
    expect(chain.fits(FIRST_MAC, { ...later, mac: chain.macOf(FIRST_MAC, later) })).toBe(false);
  });
});
