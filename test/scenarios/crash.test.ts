import type { FaultyService } from '../../sandbox/world/faults';
import { valuesOn } from '../support/copies';
import { keptPromises } from '../support/keptPromises';
import { killedAt } from '../support/kill';
import { scenario } from '../support/scenario';

const application = 'Warehouse Sync';

/** Every outside effect of a create; the process is killed right before and right after each. */
const effects: readonly { name: string; vault: boolean; service: FaultyService; route: string }[] = [
  { name: 'adding a vaulted credential', vault: true, service: 'graph', route: 'addPassword' },
  { name: 'storing the value', vault: true, service: 'keyVault', route: 'PUT' },
  { name: 'sending the card that will open the value', vault: false, service: 'connector', route: 'POST' },
  { name: 'adding an unvaulted credential', vault: false, service: 'graph', route: 'addPassword' },
];

describe('a bot that is killed', () => {
  const world = scenario();
  const kept = keptPromises(world);

  describe.each(effects)('while it creates a secret, at $name', ({ name, vault, service, route }) => {
    it.each(['before', 'after'] as const)(
      'right %s the effect leaves nothing half-made and tells the person',
      async (moment) => {
        const alex = world.personal('alex');
        const secretName = `Killed ${moment} ${name}`;
        const wizard = await alex.fillIn({ application, name: secretName, vault });
        const meanwhile = () => kept().addSimilar(application, secretName);
        await killedAt(world, { service, route, moment, meanwhile }, () => alex.press(wizard, 'Submit'));

        const outcome = await world.passUntil(() => alex.seesOutcome(secretName, 0));
        if (outcome === 'Created') kept().created(secretName, vault);
        expect(await valuesOn(alex, secretName)).toHaveLength(outcome === 'Created' ? 1 : 0);
        await kept().hold();
      },
      90_000,
    );
  });

  it.each<[string, 'before' | 'after', FaultyService, string]>([
    ['removing the credential', 'before', 'graph', 'removePassword'],
    ['removing the credential', 'after', 'graph', 'removePassword'],
    ['deleting the vault entry', 'before', 'keyVault', 'DELETE'],
    ['deleting the vault entry', 'after', 'keyVault', 'DELETE'],
  ])(
    'while it deletes a secret, at %s, right %s the effect, goes on after its start until all is gone, and tells it',
    async (name, moment, service, route) => {
      const alex = world.personal('alex');
      const secretName = `Deleted ${moment} ${name}`;
      await alex.created({ application, name: secretName, vault: true });
      await alex.say(`delete ${secretName}`);
      const question = await alex.sees(`Delete ${secretName}?`);
      const meanwhile = () => kept().addSimilar(application, secretName);
      await killedAt(world, { service, route, moment, meanwhile }, () =>
        alex.press(question, 'Delete', { typedName: secretName }),
      );
      await alex.sees(secretName, 'deleted');
      await kept().hold();
    },
    60_000,
  );
});
