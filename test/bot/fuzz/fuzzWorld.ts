import type { Person } from '../../../src/domain/actor';
import type { Secret } from '../../../src/domain/secrets/secret';
import type { DetailsInput } from '../../../src/domain/secrets/secretDraft';
import { actor, originOf, TENANT } from '../../domain/support/domainWorld';
import { anApplication, aPerson } from '../../support/memory/directoryBuilders';
import { objectsIn, TestBot } from '../testBot';

const OTHER_TENANT = 'c0de0000-0000-4000-8000-000000000002';

/** In what is somebody's own, by whose it is; a value always holds `CANARY`. */
export const MARKS = { alex: 'MarkOfAlex', megan: 'MarkOfMegan', nora: 'MarkOfNora', elsewhere: 'MarkOfElsewhere' };

/** What of other people's an attacker may have got hold of: by what it is called in card data. */
export type Loot = Readonly<Record<LootName, readonly string[]>>;
type LootName =
  | 'ticket'
  | 'key'
  | 'intent'
  | 'wizard'
  | 'nonce'
  | 'request'
  | 'grant'
  | 'reference'
  | 'keyId'
  | 'application'
  | 'owner';

/** A tenant full of things that belong to Alex, Megan and Nora, and one secret of another tenant. */
export class FuzzWorld {
  private constructor(
    readonly bot: TestBot,
    readonly loot: Loot,
  ) {}

  static async start(): Promise<FuzzWorld> {
    const bot = await TestBot.start({}, { stored: true });
    try {
      return await FuzzWorld.#over(bot);
    } catch (error) {
      await bot.stop();
      throw error;
    }
  }

  static async #over(bot: TestBot): Promise<FuzzWorld> {
    const { alex, megan, nora, payroll, directory } = bot.tenant;
    const pat = directory.addPerson(aPerson({ displayName: 'Pat Novak' }));
    const ledger = directory.addApplication(anApplication({ displayName: `Ledger ${MARKS.megan}` }), {
      ownerIds: [megan.objectId],
    });
    await bot.say(alex, 'create Payroll API');
    const typed = { ...bot.buttonData('wizard/next'), name: MARKS.alex, description: MARKS.alex };
    await bot.click(alex, 'wizard/next', typed);
    const own = [
      await made(bot, alex, { applicationId: payroll.objectId }, { name: `own ${MARKS.alex}` }),
      await made(bot, alex, { applicationId: payroll.objectId }, { name: `loose ${MARKS.alex}`, vault: false }),
      await made(bot, megan, { applicationId: ledger.objectId }, { name: `ledger ${MARKS.megan}` }),
    ];
    const shared = await made(
      bot,
      alex,
      { applicationId: payroll.objectId, owner: megan },
      { name: 'common', share: true },
    );
    const asked = await bot.domain.requests.ask(actor(nora), shared.reference, { reason: MARKS.nora }, originOf(nora));
    await bot.domain.decisions.approve(actor(megan), asked.request.id);
    const open = await bot.domain.requests.ask(actor(pat), shared.reference, { reason: MARKS.nora }, originOf(pat));
    await bot.domain.outbox.deliverDue();
    const elsewhere = await putElsewhere(bot, shared, own[0]);
    const secrets = [...own, shared, elsewhere];
    const data = bot.chat.connector.received.flatMap(({ body }) => objectsIn(body));
    const found = (name: string) =>
      data.map((item) => item[name]).filter((one): one is string => typeof one === 'string');
    const grants = await bot.store.records.grants.ofSecret(TENANT, shared.reference);
    return new FuzzWorld(bot, {
      ticket: [...found('ticket'), ...grants.map(({ ticketId }) => ticketId), 'ticket-elsewhere'],
      key: found('key'),
      intent: found('intent').concat(found('wizard')),
      wizard: found('wizard'),
      nonce: found('nonce'),
      request: [asked.request.id, open.request.id],
      grant: grants.map(({ id }) => id),
      reference: secrets.map(({ reference }) => reference),
      keyId: secrets.map(({ keyId }) => keyId),
      application: [payroll.objectId, ledger.objectId, payroll.appId],
      owner: [alex.objectId, megan.objectId, nora.objectId],
    });
  }

  /** Everything of Alex, Megan and Nora, to be compared: nobody else may change any of it. */
  async othersThings(): Promise<unknown> {
    const { records } = this.bot.store;
    const perSecret = this.loot.reference.map(async (reference) => [
      await records.secrets.find(TENANT, reference as Secret['reference']),
      await records.tickets.ofSecret(TENANT, reference as Secret['reference']),
      await records.grants.ofSecret(TENANT, reference as Secret['reference']),
    ]);
    const requests = this.loot.request.map((id) => records.requests.find(id));
    const wizard = this.bot.chat.database.botStorage.read([]);
    return structuredClone([await Promise.all(perSecret), await Promise.all(requests), await wizard]);
  }
}

async function made(
  bot: TestBot,
  by: Person,
  { applicationId, owner = by }: { readonly applicationId: string; readonly owner?: Person },
  details: Partial<DetailsInput>,
): Promise<Secret> {
  const draft = { ...bot.tenant.draft(details, { ownerId: owner.objectId }), applicationId };
  const description = Object.values(MARKS).find((mark) => details.name?.includes(mark)) ?? 'in common';
  const context = { wizardId: `wizard of ${details.name}`, origin: originOf(by) };
  const wanted = { ...draft, details: { ...draft.details, description } };
  const { id, reference } = await bot.domain.creates.submit(actor(by), wanted, context);
  await bot.domain.creates.fulfil(id);
  await bot.domain.outbox.deliverDue();
  const secret = await bot.store.records.secrets.find(TENANT, reference);
  if (!secret) throw new Error(`${details.name} was not made`);
  return secret;
}

/** The same things once more, as another tenant's; its ticket is, of all people, Lee's. */
async function putElsewhere(bot: TestBot, like: Secret, { locationId }: Secret = like): Promise<Secret> {
  const { lee } = bot.tenant;
  const reference = 'sb-E1SEWHER' as Secret['reference'];
  const names = { name: MARKS.elsewhere, description: MARKS.elsewhere, keyId: 'key-elsewhere', locationId };
  const secret: Secret = { ...like, ...names, tenantId: OTHER_TENANT, reference };
  await bot.store.transaction(async ({ secrets, tickets }) => {
    await secrets.add(secret);
    const [ticket] = await tickets.ofSecret(like.tenantId, like.reference);
    if (ticket)
      await tickets.add({
        ...ticket,
        id: 'ticket-elsewhere',
        tenantId: OTHER_TENANT,
        personId: lee.objectId,
        reference,
      });
  });
  return secret;
}
