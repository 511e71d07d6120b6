import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { channelIssuer } from '../../sandbox/world/world';
import { bodyOf, fuzzInputs } from '../bot/fuzz/fuzzInputs';
import { faultsOfAnswer } from '../bot/fuzz/fuzzOracle';
import type { Loot } from '../bot/fuzz/fuzzWorld';
import { objectsIn } from '../bot/testBot';
import { scenario } from '../support/scenario';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 10);
const SEED = process.env['FUZZ_SEED'];
const MARK = 'MarkOfAlex';

/** The longer look, over the same inputs, is test/bot/fuzz. */
describe('whatever arrives at the production process', () => {
  const world = scenario();

  it(
    'is refused or answered by a whole card, shows nothing of anybody’s, changes none of it, and ends no process',
    async () => {
      const { sandbox } = world;
      const { tenant, serviceUrl, bot: appIdentity, channelTokens } = sandbox.world;
      const sent: unknown[] = [];
      sandbox.world.journal.observe(({ direction, requestBody }) => {
        if (direction === 'fromBot') sent.push(requestBody);
      });
      const alex = world.personal('alex');
      const wishes = { application: 'Status Page', description: MARK, location: 'dev', vault: true };
      const reference = await alex.created({ ...wishes, name: `kept ${MARK}` });
      const before = [world.credentialsOn('Status Page'), world.vaulted('dev')];
      const loot = lootFrom(sent, { reference, owner: sandbox.world.person('alex').objectId });
      const lee = sandbox.world.person('lee');
      const token = channelTokens.issue({
        issuer: channelIssuer,
        audience: appIdentity.appId,
        claims: { serviceurl: serviceUrl },
      });
      let count = 0;
      const base = () => ({
        id: `fuzz-${++count}`,
        channelId: 'msteams',
        serviceUrl,
        from: { id: lee.teamsId, name: lee.displayName, aadObjectId: lee.objectId },
        recipient: { id: appIdentity.teamsId, name: appIdentity.name },
        conversation: {
          id: world.personal('lee').conversationId,
          conversationType: 'personal',
          tenantId: tenant.id,
        },
        channelData: { tenant: { id: tenant.id } },
      });

      const property = fc.asyncProperty(fuzzInputs(loot), async (input) => {
        const response = await fetch(sandbox.bot.messagesUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: bodyOf(base(), input, new Map()),
        });
        const text = await response.text();
        expect(faultsOfAnswer({ status: response.status, text })).toEqual([]);
        expect(text).not.toContain(MARK);
      });
      await fc.assert(property, {
        numRuns: 1_000_000,
        interruptAfterTimeLimit: SECONDS * 1_000,
        markInterruptAsFailure: false,
        ...(SEED !== undefined && { seed: Number(SEED) }),
      });

      expect(count).toBeGreaterThan(10);
      expect(sandbox.bot.isRunning).toBe(true);
      expect(
        readFileSync(sandbox.bot.logFile, 'utf8')
          .split('\n')
          .filter((line) => line.includes('"msg":"fault"')),
      ).toEqual([]);
      expect([world.credentialsOn('Status Page'), world.vaulted('dev')]).toEqual(before);
      expect(world.personal('lee').countOf(MARK)).toBe(0);
    },
    SECONDS * 3_000 + 60_000,
  );
});

/** What of Alex's an attacker may have got hold of, from the cards that Alex was sent. */
function lootFrom(sent: readonly unknown[], known: { readonly reference: string; readonly owner: string }): Loot {
  const data = sent.flatMap(objectsIn);
  const found = (name: string): readonly string[] =>
    data.map((item) => item[name]).filter((one): one is string => typeof one === 'string');
  const names = ['ticket', 'key', 'intent', 'wizard', 'nonce', 'request', 'grant', 'keyId', 'application'] as const;
  const loot = Object.fromEntries(names.map((name) => [name, found(name)])) as Record<(typeof names)[number], string[]>;
  return { ...loot, reference: [known.reference], owner: [known.owner] };
}
