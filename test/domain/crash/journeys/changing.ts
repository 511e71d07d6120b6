import type { Person } from '../../../../src/domain/actor';
import type { Secret } from '../../../../src/domain/secrets/secret';
import type { WantedSettings } from '../../../../src/domain/sharing/sharingViews';
import { actor, originOf, TENANT } from '../../support/domainWorld';
import type { Stage } from '../../support/stage';
import { type Journey, mustKnow } from './journey';

/** Megan's secret, which Lee holds access to, which Priya has asked for, and whose settings somebody changes. */
function change(
  name: string,
  wanted: (stage: Stage) => { readonly by: Person; readonly wanted: WantedSettings },
  told: (stage: Stage) => readonly Person[],
): Journey {
  return {
    name,
    set: async (stage) => {
      const { bench } = stage;
      const secret = await heldAndAskedFor(stage);
      const { by, wanted: settings } = wanted(stage);
      const wish = { reference: secret.reference, wanted: settings, reason: '', origin: originOf(by) };
      await bench.told();
      return async (domain) => {
        await domain.settings.change(actor(by), wish);
        await domain.outbox.deliverDue();
      };
    },
    ending: async (stage) => {
      if (!(await audited(stage)).includes('settings.changed')) return 'as before';
      for (const person of told(stage)) mustKnow(stage, person, 'settings_changed');
      return 'changed';
    },
    endings: ['as before', 'changed'],
  };
}

async function heldAndAskedFor({ bench }: Stage): Promise<Secret> {
  const secret = await bench.secret({ preApprove: true });
  await bench.granted(secret);
  await bench.ask(secret, { by: bench.priya });
  return secret;
}

async function audited({ bench, ledger }: Stage): Promise<readonly string[]> {
  const [secret] = ledger.secrets;
  return secret ? bench.audit(secret) : [];
}

function revoke(name: string, isSeen: boolean): Journey {
  return {
    name,
    set: async (stage) => {
      const { bench, world } = stage;
      const { grant } = await bench.granted(await bench.secret());
      if (isSeen) await stage.show(bench.domain, world.lee, grant.ticketId);
      await bench.told();
      return async (domain) => {
        await domain.grants.revoke(actor(world.nora), grant.id);
        await domain.outbox.deliverDue();
      };
    },
    ending: async (stage) => {
      if (!(await audited(stage)).includes('grant.revoked')) return 'live';
      mustKnow(stage, stage.world.lee, 'grant_revoked');
      if (isSeen) mustKnow(stage, stage.world.megan, 'knows_value');
      return 'revoked';
    },
    endings: ['live', 'revoked'],
  };
}

/** Changes of what others may do with a secret. */
export const changing: readonly Journey[] = [
  change(
    'a hand-over to a pre-approved owner',
    ({ world }) => ({ by: world.nora, wanted: { ownerId: world.lee.objectId, preApprove: true } }),
    ({ world }) => [world.megan, world.lee],
  ),
  change(
    'a hand-over that ends pre-approval',
    ({ world }) => ({ by: world.megan, wanted: { ownerId: world.lee.objectId, preApprove: false } }),
    ({ world }) => [world.lee],
  ),
  change(
    'switching sharing off',
    ({ world }) => ({ by: world.nora, wanted: { share: false } }),
    ({ world }) => [world.megan],
  ),
  revoke('a revoked grant', false),
  revoke('a revoked grant whose value was seen', true),
  {
    name: 'a freeze',
    set: async (stage) => {
      await heldAndAskedFor(stage);
      return (domain) => domain.freezes.freeze(actor(stage.world.nora), 'an incident');
    },
    ending: async ({ bench }) => ((await bench.store.records.freezes.current(TENANT)) ? 'frozen' : 'not frozen'),
    endings: ['frozen', 'not frozen'],
  },
];
