import type { DetailsInput } from '../../../../src/domain/secrets/secretDraft';
import { actor, originOf, TENANT } from '../../support/domainWorld';
import { DAY, HOUR, MINUTE } from '../../support/fixedClock';
import type { Stage } from '../../support/stage';
import { type Journey, mustKnow } from './journey';

const WIZARD = 'wizard-of-the-journey';

/** Alex submits a wizard; what becomes of it stands on the wizard's card. */
function create(name: string, details: Partial<DetailsInput>, owner: 'alex' | 'lee' = 'alex'): Journey {
  return {
    name,
    set: async ({ world }) => {
      const draft = world.draft(details, { ownerId: world[owner].objectId, preApprove: owner !== 'alex' });
      return async (domain) => {
        const { id } = await domain.creates.submit(actor(world.alex), draft, {
          wizardId: WIZARD,
          origin: originOf(world.alex),
        });
        await domain.creates.fulfil(id);
        await domain.outbox.deliverDue();
      };
    },
    ending: async ({ world, bench }) => {
      const intent = await bench.store.records.intents.findCreate(WIZARD);
      if (!intent) return 'never begun';
      const outcome = world.chat.shown(world.alex.objectId, `wizard:${WIZARD}`)?.kind ?? 'not told';
      const expected = intent.step === 'done' ? 'created' : 'not_created';
      return outcome === expected ? outcome : `${intent.step}, and told: ${outcome}`;
    },
    endings: ['created', 'never begun', 'not_created'],
  };
}

/** An unvaulted secret of Alex's; its ticket bears the id of its create. */
async function unvaulted(stage: Stage): Promise<string> {
  const { world, bench } = stage;
  const { id } = await world.submit(world.draft({ vault: false }), bench.domain);
  await bench.domain.creates.fulfil(id);
  await bench.told();
  return id;
}

async function stateOf({ bench, ledger }: Stage): Promise<string> {
  const reference = ledger.secrets[0]?.reference;
  const secret = reference && (await bench.store.records.secrets.find(TENANT, reference));
  return secret?.state ?? 'missing';
}

/** Creates, deletes and everything that replaces or removes a credential. */
export const making: readonly Journey[] = [
  create('a create of a vaulted secret', { vault: true }),
  create('a create of an unvaulted secret', { vault: false }),
  create('a create for a pre-approved owner', { vault: true, share: true }, 'lee'),
  {
    name: 'a delete of a secret that others hold and ask for',
    set: async (stage) => {
      const { bench } = stage;
      const { alex, nora } = bench.world;
      const secret = await bench.secret();
      await bench.granted(secret);
      await bench.ask(secret, { by: nora });
      return async (domain) => {
        const intent = await domain.deletes.confirm(actor(alex), { reference: secret.reference }, secret.name);
        await domain.deletes.fulfil(intent.id, () => true);
        await stage.answer(domain, intent.id);
        await domain.outbox.deliverDue();
      };
    },
    ending: async (stage) => {
      const { alex, megan } = stage.world;
      if ((await stateOf(stage)) !== 'deleted') return stateOf(stage);
      if (!stage.isAnswered) mustKnow(stage, alex, 'deleted');
      mustKnow(stage, megan, 'deleted');
      return 'deleted';
    },
    endings: ['active', 'deleted'],
  },
  {
    name: 'a delete of a credential that was made elsewhere',
    set: async (stage) => {
      const { alex, payroll } = stage.world;
      const { keyId, displayName } = stage.addForeign('Not needed any more');
      return async (domain) => {
        const target = { applicationId: payroll.objectId, keyId };
        const intent = await domain.deletes.confirm(actor(alex), target, displayName);
        await domain.deletes.fulfil(intent.id, () => true);
        await stage.answer(domain, intent.id);
        await domain.outbox.deliverDue();
      };
    },
    ending: async (stage) => {
      if (stage.ledger.deletes.length === 0) return 'never begun';
      if (!stage.isAnswered) mustKnow(stage, stage.world.alex, 'credential_deleted');
      return 'deleted';
    },
    endings: ['deleted', 'never begun'],
  },
  {
    name: 'a reissue of a value that was not seen',
    set: async (stage) => {
      const { alex } = stage.world;
      const ticketId = await unvaulted(stage);
      await stage.show(stage.bench.domain, alex, ticketId);
      await stage.bench.told();
      return async (domain) => {
        const outcome = await domain.reveals.notSeen(actor(alex), ticketId, originOf(alex));
        if (outcome.kind === 'reissuing') await domain.creates.fulfil(outcome.intentId);
        await domain.sweeper.sweep();
      };
    },
    ending: async (stage) => {
      const { alex } = stage.world;
      const intent = stage.ledger.creates.find((one) => one.kind === 'reissue');
      const [old] = stage.ledger.secrets;
      const said = old !== undefined && (await stage.bench.audit(old)).includes('reveal.not_seen');
      if (!intent) return said ? 'audited without a reissue' : 'never begun';
      if (!said) return 'not audited';
      const step = (await stage.bench.store.records.intents.findCreate(intent.id))?.step;
      mustKnow(stage, alex, step === 'done' ? 'created' : 'not_created', `wizard:${intent.id}`);
      return step === 'done' && (await stateOf(stage)) === 'replaced' ? 'replaced' : `${step}`;
    },
    endings: ['never begun', 'replaced', 'undone'],
  },
  {
    name: 'the end of a vaulted secret that others hold and ask for',
    settlesIn: 3 * HOUR,
    set: async (stage) => {
      const { world, bench } = stage;
      const secret = await bench.secret();
      world.clock.advance(secret.expiresAt.getTime() - world.clock.now().getTime() - HOUR);
      await bench.granted(secret);
      await bench.ask(secret, { by: world.nora });
      await bench.told();
      world.clock.advance(HOUR + MINUTE);
      return (domain) => domain.sweeper.sweep();
    },
    ending: async (stage) => {
      const { alex, megan, nora } = stage.world;
      const [secret] = stage.ledger.secrets;
      const now = secret && (await stage.bench.now(secret));
      if (now?.state !== 'active' || now.vaultEntry || now.sharing) return 'as before';
      for (const person of [alex, megan]) mustKnow(stage, person, 'copy_retired', `notice:retired:${now.reference}`);
      mustKnow(stage, nora, 'request');
      const audited = await stage.bench.audit(now);
      return audited.filter((action) => action === 'copy.expired').length === 1 ? 'retired' : `${audited}`;
    },
    endings: ['retired'],
  },
  {
    name: 'the end of an unvaulted value that nobody looked at',
    set: async (stage) => {
      await unvaulted(stage);
      stage.world.clock.advance(15 * MINUTE);
      return (domain) => domain.sweeper.sweep();
    },
    ending: async (stage) => {
      mustKnow(stage, stage.world.alex, 'removed_unseen');
      return stateOf(stage);
    },
    endings: ['removed_unseen'],
  },
  {
    name: 'a look at the portal in which a credential is gone',
    // What cannot be read today is looked at tomorrow.
    settlesIn: DAY + HOUR,
    set: async ({ world, bench }) => {
      const secret = await bench.secret();
      await bench.granted(secret);
      world.clock.advance(DAY);
      await world.directory.removePassword(world.payroll.objectId, secret.keyId);
      return (domain) => domain.sweeper.sweep();
    },
    ending: async (stage) => {
      mustKnow(stage, stage.world.megan, 'gone');
      return stateOf(stage);
    },
    endings: ['gone'],
  },
];
