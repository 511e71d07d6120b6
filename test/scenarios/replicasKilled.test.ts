import type { AsPerson, Wishes } from '../support/asPerson';
import { describeReplicas } from '../support/replicas';
import { Wholeness } from '../support/wholeness';

const JOURNEYS = 5;

describeReplicas('one of two bots that dies in the middle of a load', (world, replicas) => {
  it('loses nothing and doubles nothing: the other takes over what it had in hand', async () => {
    const wholeness = new Wholeness(world, replicas);
    const { bot, teams, world: contoso } = world.sandbox;
    const crew: readonly (readonly [AsPerson, string])[] = [
      [world.personal('alex'), 'Build Pipeline'],
      [world.inGroup('alex'), 'Warehouse Sync'],
      [world.personal('megan'), 'HR Onboarding'],
      [world.personal('nora'), 'Marketing Site'],
    ];
    const names: string[] = [];
    const died = teams.simulator.waitFor(() => !bot.isRunning, { what: 'the kill', timeoutMs: 60_000 });
    let deleted = 0;

    const load = crew.map(async ([person, application], who) => {
      for (let number = 1; number <= JOURNEYS; number += 1) {
        const name = `Load ${who}-${number}`;
        names.push(name);
        // The third create of somebody: everybody else is in the middle of something, too.
        if (names.length === 2 * crew.length + 1) {
          const dies = { kind: 'bot_dies', moment: 'after' } as const;
          contoso.faults.switchOn({ service: 'graph', route: 'addPassword', fault: dies, times: 1 }, 'kill');
        }
        const vault = number % 2 === 1;
        deleted += (await journey(person, { application, name, vault })) ? 1 : 0;
      }
    });
    await Promise.all(load);
    await died;

    await wholeness.settled();
    // The killed process may have asked before it died; asking again is how the other makes sure.
    await wholeness.check(2);
    expect(bot.all.filter(({ isRunning }) => isRunning)).toHaveLength(1);
    expect(wholeness.values).toBeGreaterThan(JOURNEYS);
    expect(deleted).toBeGreaterThan(1);
    const outcomes = await wholeness.outcomes();
    expect(outcomes.size).toBeGreaterThan(names.length / 2);
    for (const [who, [person]] of crew.entries()) {
      for (const name of names.filter((one) => one.startsWith(`Load ${who}-`))) {
        const outcome = outcomes.get(name);
        expect([undefined, 'done', 'undone']).toContain(outcome);
        const told = await person.seesOutcome(name, 0);
        expect([name, told]).toEqual([name, toldOf(outcome)]);
      }
    }

    await bot.start();
    await wholeness.settled();
    await wholeness.check(2);
  }, 120_000);
});

/** What the person must have been told of a create that ended so. */
function toldOf(step: string | undefined): 'Created' | 'Not created' | undefined {
  if (step === undefined) return undefined;
  return step === 'done' ? 'Created' : 'Not created';
}

/** Create, reveal, and delete what is vaulted, as far as the bot answers. @returns whether it was deleted */
async function journey(person: AsPerson, wishes: Wishes): Promise<boolean> {
  try {
    const carrier = await person.create(wishes);
    await person.reveal(carrier);
    if (!wishes.vault) return false;
    await person.say(`delete ${wishes.name}`);
    await person.press(await person.seesButton('Delete', wishes.name), 'Delete', { typedName: wishes.name });
    return true;
  } catch {
    // Its replica died under it: what became of it is judged in the end. Whatever was begun is given up.
    await person.say('cancel');
    return false;
  }
}
