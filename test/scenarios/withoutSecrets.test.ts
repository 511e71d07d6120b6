import { describePostgres } from '../support/describePostgres';
import { scenario } from '../support/scenario';
import { startSandbox } from '../support/startSandbox';

const HOUR_MS = 3_600_000;
const IDENTITY = 'secretbot-identity';

describePostgres('two bots without a secret of their own, on a database without a password', () => {
  const world = scenario({ signIn: 'managedIdentity', engine: 'postgres', replicas: 2 });

  it('create and show a vaulted secret', async () => {
    const alex = world.personal('alex');
    const carrier = await alex.create({ application: 'Build Pipeline', name: 'By identity', vault: true });
    expect((await alex.reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('are let in to the database as their identity and as nobody else', async () => {
    const users = await world.sandbox.database?.ask(
      `select distinct usename from pg_stat_activity where application_name = 'secretbot'`,
    );
    expect(users).toEqual([{ usename: IDENTITY }]);
  });

  it('get a new token for new connections once the old one has ended', async () => {
    const { database, world: contoso, bot } = world.sandbox;
    await contoso.clock.skip(2 * HOUR_MS);
    await database?.server.stop();
    await database?.server.start();
    for (const one of bot.all) while (!(await one.isReady()));
    const alex = world.personal('alex');
    const carrier = await alex.create({ application: 'Status Page', name: 'By a new token', vault: true });
    expect((await alex.reveal(carrier)).value).toContain(contoso.secretMarker);
  });
});

describePostgres('a bot that its database does not know', () => {
  it.each([
    [
      'by this name',
      { SECRETBOT_DATABASE_URL: 'postgres://somebody@contoso-bot.postgres.database.azure.com/bot?sslmode=verify-full' },
      /cannot be used \(28P01\)\. It did not accept the bot's identity/,
    ],
    ['for want of a token', { IDENTITY_HEADER: 'wrong' }, /got no token for the database \(\w+\)/],
  ])('does not start, and says what to do: %s', async (_what, botSettings, words) => {
    const refused = startSandbox({ signIn: 'managedIdentity', engine: 'postgres', replicas: 1, botSettings });
    await expect(refused).rejects.toThrow(words);
  });
});
