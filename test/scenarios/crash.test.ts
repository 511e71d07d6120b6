import type { FaultyService } from '../../sandbox/world/faults';
import { scenario } from '../support/scenario';

/** Every outside effect of a create; the process is killed right before and right after each. */
const effects: readonly { name: string; vault: boolean; service: FaultyService; route: string }[] = [
  { name: 'adding a vaulted credential', vault: true, service: 'graph', route: 'addPassword' },
  { name: 'storing the value', vault: true, service: 'keyVault', route: 'PUT' },
  { name: 'sending the card that will open the value', vault: false, service: 'connector', route: 'POST' },
  { name: 'adding an unvaulted credential', vault: false, service: 'graph', route: 'addPassword' },
];

describe('a bot that is killed while it creates a secret', () => {
  const world = scenario();

  describe.each(effects)('at $name', ({ name, vault, service, route }) => {
    it.each(['before', 'after'] as const)(
      'right %s the effect leaves nothing half-made and tells the person',
      async (moment) => {
        const alex = world.personal('alex');
        const secretName = `Killed ${moment} ${name}`;
        const wizard = await alex.fillIn({ application: 'Warehouse Sync', name: secretName, vault });
        const { world: contoso, teams, bot } = world.sandbox;
        const ended = teams.simulator.waitFor(() => !bot.isRunning, { what: 'the kill', timeoutMs: 20_000 });
        contoso.faults.switchOn({ service, route, fault: { kind: 'bot_dies', moment }, times: 1 }, 'kill');
        // Somebody else adds a credential with a similar name at the same moment.
        const others = world.credentialsOn('Warehouse Sync').filter((one) => !one.startsWith('Killed'));

        await alex.press(wizard, 'Submit');
        await ended;
        contoso.faults.switchOff('kill');
        await bot.start();

        const outcome = await settled(world, secretName);
        const credentials = world.credentialsOn('Warehouse Sync').filter((one) => one.startsWith(secretName));
        const entries = world.vaulted('dev');
        if (outcome === 'Created') {
          expect(credentials).toHaveLength(1);
          if (vault) expect(entries).toHaveLength(1);
        } else {
          expect(credentials).toEqual([]);
          expect(entries).toEqual([]);
        }
        expect(world.credentialsOn('Warehouse Sync').filter((one) => !one.startsWith('Killed'))).toEqual(others);
        if (outcome === 'Created') await alex.say(`delete ${secretName}`);
      },
      90_000,
    );
  });
});

describe('a bot that is killed while it deletes a secret', () => {
  const world = scenario();

  it.each<[string, 'before' | 'after', FaultyService, string]>([
    ['removing the credential', 'before', 'graph', 'removePassword'],
    ['removing the credential', 'after', 'graph', 'removePassword'],
    ['deleting the vault entry', 'before', 'keyVault', 'DELETE'],
    ['deleting the vault entry', 'after', 'keyVault', 'DELETE'],
  ])(
    'at %s, right %s the effect, goes on after its start until all is gone',
    async (name, moment, service, route) => {
      const alex = world.personal('alex');
      const secretName = `Deleted ${moment} ${name}`;
      await alex.create({ application: 'Warehouse Sync', name: secretName, vault: true });
      await alex.say(`delete ${secretName}`);
      const question = await alex.sees(`Delete ${secretName}?`);
      const { world: contoso, teams, bot } = world.sandbox;
      const ended = teams.simulator.waitFor(() => !bot.isRunning, { what: 'the kill', timeoutMs: 20_000 });
      contoso.faults.switchOn({ service, route, fault: { kind: 'bot_dies', moment }, times: 1 }, 'kill');
      await alex.press(question, 'Delete', { typedName: secretName });
      await ended;
      contoso.faults.switchOff('kill');
      await bot.start();
      await contoso.clock.skip(2 * 60_000);

      await teams.simulator.waitFor(
        () =>
          !world.credentialsOn('Warehouse Sync').some((one) => one.startsWith(secretName)) &&
          world.vaulted('dev').length === 0,
        { what: 'the credential and the vault entry to be gone' },
      );
      await alex.sees(secretName, 'deleted');
    },
    60_000,
  );
});

/** Lets the world's time pass until the person was told how it ended: first past the dead process's lease. */
async function settled(world: ReturnType<typeof scenario>, name: string): Promise<'Created' | 'Not created'> {
  const alex = world.personal('alex');
  for (let round = 0; round < 20; round += 1) {
    await world.sandbox.world.clock.skip(2 * 60_000);
    const outcome = await alex.seesOutcome(name, 2_500);
    if (outcome) return outcome;
  }
  throw new Error(`nobody was told what became of ${name}`);
}
