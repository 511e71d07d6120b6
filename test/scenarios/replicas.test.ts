import { readingOf, valueOn } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { describeReplicas } from '../support/replicas';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

describeReplicas('two bots on one database behind one address', (world, replicas) => {
  const alex = () => world.personal('alex');
  const lee = () => world.personal('lee');
  const nora = () => world.personal('nora');
  const priya = () => world.personal('priya');

  it('share what people do, and a wizard begun at one goes on at the other', async () => {
    const before = await replicas.answered();
    const step = (which: 0 | 1, title: string, inputs = {}) =>
      replicas.at(which, async () => alex().press(await alex().seesButton(title), title, inputs));
    await replicas.at(0, () => alex().say('create Build Pipeline'));
    await alex().sees('Client Secret Details');
    const typed = { name: 'Begun elsewhere', description: 'Used by the tests', location: 'dev', vault: 'true' };
    expect(textOf(await step(1, 'Next', typed))).toContain('Client Secret Owner Details');
    expect(textOf(await step(0, 'Next', { owner: idOf('alex') }))).toContain('Begun elsewhere');
    expect(textOf(await step(1, 'Back'))).toContain('Client Secret Owner Details');
    expect(textOf(await step(0, 'Next', { owner: idOf('alex') }))).toContain('Is everything right?');
    expect(textOf(await step(1, 'Submit'))).toContain('Creating…');
    const carrier = await alex().carrierOf('Begun elsewhere');
    const first = await replicas.at(0, () => alex().openDialog(carrier, 'Reveal'));
    if (first.kind !== 'dialog') throw new Error('no dialog opened');
    const shown = await replicas.at(1, () => alex().pressInDialog(first.dialog, 'Show value'));
    expect(shown.kind === 'dialog' && valueOn(shown.dialog)).toContain(world.sandbox.world.secretMarker);
    const after = await replicas.answered();
    for (const which of [0, 1] as const) expect(after[which]).toBeGreaterThan(before[which] ?? 0);
  });

  it('show a value once to ten clicks over both', async () => {
    const carrier = await alex().create({ application: 'Status Page', name: 'Ten clicks over both' });
    const first = await alex().openDialog(carrier, 'Reveal');
    if (first.kind !== 'dialog') throw new Error('no dialog opened');
    const before = await replicas.answered();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => alex().pressInDialog(first.dialog, 'Show value')),
    );
    const pages = answers.map((answer) => (answer.kind === 'dialog' ? answer.dialog : undefined));
    expect(pages.filter((page) => page && valueOn(page) !== undefined)).toHaveLength(1);
    const others = pages.filter((page) => page && valueOn(page) === undefined);
    expect(others).toHaveLength(9);
    for (const page of others) expect(textOf(page?.card)).toContain('Already shown');
    const after = await replicas.answered();
    expect(after.map((count, which) => count - (before[which] ?? 0))).toEqual([5, 5]);
  });

  it.each([
    ['Approve', 'Deny'],
    ['Deny', 'Approve'],
  ] as const)('let the first of two approvers win who say %s and %s at once, on every card', async (hers, theirs) => {
    const name = `First ${hers} then ${theirs}`;
    // Lee owns it, and nobody approves their own request: the approvers of the location decide.
    const reference = await sharedSecret(world, { name, owner: 'lee', location: 'prod' });
    await ask(lee(), reference, `${name} at once`);
    const decisions = [
      nora().hold(await asked(nora(), `${name} at once`), hers),
      priya().hold(await asked(priya(), `${name} at once`), theirs),
    ];
    const answers = await Promise.all(decisions.map((decide) => decide({ hours: '4', reason: 'Not now.' })));
    const outcome = answers[0]?.includes('Approved') ? 'Approved' : 'Denied';
    for (const answer of answers) expect(answer).toContain(outcome);
    for (const approver of [nora(), priya()]) {
      const decided = await approver.sees(outcome, `${name} at once`);
      expect(decided.cards.flatMap(buttonsOf)).not.toContain('Deny');
      expect(approver.countOf(outcome === 'Approved' ? 'Denied' : 'Approved', `${name} at once`)).toBe(0);
    }
    if (outcome === 'Approved') await lee().carrierOf(name);
    else await lee().sees('Denied', name);
    expect(lee().countOf('You have access', name)).toBe(outcome === 'Approved' ? 1 : 0);
  });

  it.each([
    ['soon', 100],
    ['later than the clicks wait', 2_500],
  ])('leave no card at Deleting… that was clicked on both and is done %s', async (when, milliseconds) => {
    const name = `Deleted ${when}`;
    await alex().create({ application: 'Warehouse Sync', name, vault: true });
    await alex().say(`delete ${name}`);
    const question = await alex().sees(`Delete ${name}?`);
    const { faults } = world.sandbox.world;
    faults.switchOn({ service: 'graph', route: 'removePassword', fault: { kind: 'delay', milliseconds } }, 'removing');
    // As slow for both, so that both clicks get as far as they can before the secret is no longer there to delete.
    faults.switchOn({ service: 'graph', fault: { kind: 'delay', milliseconds: 200 } }, 'slow');
    await Promise.all([1, 2].map(() => alex().press(question, 'Delete', { typedName: name })));
    faults.switchAllOff();
    await world.sandbox.teams.simulator.waitFor(
      () => {
        const card = alex()
          .messages()
          .find(({ id }) => id === question.id);
        return card && /deleted/.test(readingOf(card)) && !/Deleting…/.test(readingOf(card));
      },
      { what: 'the clicked card to say that it is deleted' },
    );
    expect(world.credentialsOn('Warehouse Sync')).toEqual([]);
    expect(world.vaulted('dev').filter((entry) => entry.includes(name))).toEqual([]);
  });

  it('stop at once on the one what was frozen on the other, and go on together', async () => {
    const reference = await sharedSecret(world, { name: 'Frozen elsewhere' });
    const megan = world.personal('megan');
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Frozen elsewhere' });
    const opened = await lee().openDialog(carrier, 'Reveal');
    if (opened.kind !== 'dialog') throw new Error('no dialog opened');
    await replicas.at(0, () => nora().say('freeze because a laptop was lost'));
    const stopped = await replicas.at(1, () => lee().pressInDialog(opened.dialog, 'Show value'));
    expect(stopped.kind === 'dialog' && textOf(stopped.dialog.card)).toContain('Everything is stopped for now');
    await replicas.at(1, () => nora().say('thaw'));
    const shown = await replicas.at(0, () => lee().reveal(carrier));
    expect(shown.value).toContain(world.sandbox.world.secretMarker);
    expect(megan.countOf('Everything is stopped')).toBe(0);
  });

  function idOf(key: string): string {
    return world.sandbox.world.person(key).objectId;
  }
});
