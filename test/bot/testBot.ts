import { BotCredentials } from '../../src/adapters/teams/botCredentials';
import { BackgroundWork } from '../../src/bot/backgroundWork';
import type { BotDeps } from '../../src/bot/deps';
import { Endpoint } from '../../src/bot/endpoint';
import { FaultLog } from '../../src/bot/faultLog';
import { Gate } from '../../src/bot/gate';
import { SecretBot } from '../../src/bot/secretBot';
import { TeamsAdapter } from '../../src/bot/teamsAdapter';
import { cloudOf } from '../../src/config/clouds';
import { WizardRunner } from '../../src/dialogs/wizardRunner';
import type { Person } from '../../src/domain/actor';
import type { Domain } from '../../src/domain/domain';
import type { Limiter } from '../../src/domain/ports';
import type { Store } from '../../src/domain/records';
import { Sensitive } from '../../src/domain/sensitive';
import { BotServer } from '../../src/server';
import { unheardTelemetry } from '../../src/telemetry/telemetry';
import { ChatWorld } from '../adapters/teams/chatWorld';
import type { Received } from '../adapters/teams/localConnector';
import { DomainWorld, TENANT } from '../domain/support/domainWorld';
import { ClockLimiter, unlimited } from '../support/memory/limiters';
import { NO_FIGURES } from '../support/noFigures';
import { BOT } from './activities';
import { APP_ID, SERVICE_URL, TokenIssuer } from './tokenIssuer';
import { watched } from './watched';

type Json = Record<string, unknown>;
type Where = 'personal' | 'groupChat' | 'channel';

const GROUP = '19:crew@thread.v2';
export const { channel: CHANNEL } = cloudOf('Public');

/** Of a registration that nobody has. */
export function botCredentials(appId: string): BotCredentials {
  const proof = { password: new Sensitive('not-a-real-password') };
  return new BotCredentials({ appId, tenantId: TENANT, authority: cloudOf('Public').authority, proof });
}

/**
 * The bot as it is put together in production, but for Graph and Key Vault, which are the memory fakes: real HTTP in
 * with real tokens, real HTTP out to a local connector, a real database for what the chat and the wizards remember.
 */
export class TestBot {
  readonly logged: string[] = [];
  /** What was recorded as a fault, as it was thrown. */
  readonly thrown: unknown[] = [];
  /** Every call of the bot to what is outside it or keeps something, but the chat's: `directory.person`. */
  readonly touched: string[] = [];
  /** How far the gate's time is ahead. */
  gateSkippedMs = 0;
  readonly telemetry = unheardTelemetry();
  readonly background: BackgroundWork;
  readonly domain: Domain;
  readonly http: BotServer;
  url = '';
  #activities = 0;
  #begun = 0;

  private constructor(
    readonly tenant: DomainWorld,
    readonly chat: ChatWorld,
    readonly issuer: TokenIssuer,
    changes: Partial<BotDeps>,
    readonly store: Store,
    limiter: Limiter,
  ) {
    chat.now = this.tenant.clock.now();
    this.background = new BackgroundWork({ faults: this.faults, telemetry: this.telemetry });
    const { directory, vault } = this.tenant;
    this.domain = this.tenant.restarted({
      chat: chat.chat,
      directory: watched('directory', directory, this.touched),
      vault: watched('vault', vault, this.touched),
      store: watched('store', store, this.touched),
      limiter,
    });
    this.http = this.#serverWith(changes);
  }

  /**
   * `changes` replace what the bot's handlers call. Secrets are kept in memory, or, where `stored`, in the real database.
   * Nobody meets a limit, or, where `limited`, everybody does, by the tenant's clock.
   */
  static async start(changes: Partial<BotDeps> = {}, { stored = false, limited = false } = {}): Promise<TestBot> {
    const chat = await ChatWorld.start();
    const tenant = new DomainWorld();
    const store = stored ? chat.database.store : tenant.store;
    const limiter = limited ? new ClockLimiter(tenant.clock) : unlimited;
    const bot = new TestBot(tenant, chat, await TokenIssuer.start(), changes, store, limiter);
    bot.url = `http://127.0.0.1:${await bot.http.listen(0, '127.0.0.1')}/api/messages`;
    return bot;
  }

  get faults(): FaultLog {
    const record = (fields: { readonly error?: unknown }) => {
      this.logged.push(JSON.stringify(fields));
      if (fields.error !== undefined) this.thrown.push(fields.error);
    };
    return new FaultLog({ logger: { warn: record, error: record } });
  }

  /** Every request to the connector, as text. */
  get sent(): readonly string[] {
    return this.chat.connector.received.map(({ method, url, body }) => `${method} ${url} ${JSON.stringify(body)}`);
  }

  /** Every new message, as text. */
  get posted(): readonly string[] {
    return this.sent.filter((line) => line.startsWith('POST'));
  }

  /** What everybody in the group chat can see. */
  get openly(): readonly Received[] {
    return this.chat.connector.received.filter(
      ({ url }) => url.includes('19%3A') && !url.includes('isTargetedActivity'),
    );
  }

  say(person: Person, text: string, where: Where = 'personal', changes: Json = {}) {
    return this.deliver(person, { type: 'message', text, ...changes }, where);
  }

  /** Presses an Action.Execute. */
  click(person: Person, verb: unknown, data: unknown = {}, where: Where = 'personal', changes: Json = {}) {
    const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
    return this.deliver(person, { type: 'invoke', name: 'adaptiveCard/action', value, ...changes }, where);
  }

  openDialog(person: Person, data: Json, where: Where = 'personal') {
    return this.deliver(person, { type: 'invoke', name: 'task/fetch', value: { data } }, where);
  }

  submitDialog(person: Person, data: Json, where: Where = 'personal') {
    return this.deliver(person, { type: 'invoke', name: 'task/submit', value: { data } }, where);
  }

  search(person: Person, value: Json) {
    return this.deliver(person, { type: 'invoke', name: 'application/search', value }, 'personal');
  }

  /** Delivers an activity as Teams does, and waits for the work that goes on after the answer. */
  async deliver(person: Person, changes: Json, where: Where = 'personal') {
    const activity = { ...this.activity(person, where), ...changes };
    return this.post(JSON.stringify(activity), { Authorization: `Bearer ${this.issuer.token()}` });
  }

  /** Sends any body with any headers, and waits for the work that goes on after the answer. */
  async post(body: string, headers: Readonly<Record<string, string>>) {
    const begun = this.#begun;
    const all = { 'Content-Type': 'application/json', ...headers };
    const response = await fetch(this.url, { method: 'POST', headers: all, body });
    const text = await response.text();
    // A refused request has no work; that of a turn begins when the server has seen its response off.
    while (response.ok && this.#begun === begun) await new Promise((resolve) => setImmediate(resolve));
    await this.background.idle();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), text };
  }

  /** The data of the newest button of this verb that anybody was sent. */
  buttonData(verb: string): Json | undefined {
    const cards = this.chat.connector.received.map(({ body }) => body);
    return cards
      .flatMap((card) => objectsIn(card))
      .filter((item) => verbOf(item) === verb)
      .at(-1)?.['data'] as Json;
  }

  async stop(): Promise<void> {
    await this.http.drain();
    await this.background.idle();
    await Promise.all([this.http.close(), this.issuer.stop()]);
    await this.chat.stop();
  }

  #serverWith(changes: Partial<BotDeps>): BotServer {
    const { chat, domain, faults, background, issuer, touched } = this;
    const { telemetry } = this;
    const { clock, world } = this.tenant;
    const wizard = new WizardRunner({
      ...domain,
      storage: watched('botState', chat.database.botStorage, touched),
      ids: world.ids,
    });
    const outside = {
      replies: chat.delivery,
      messages: chat.chat,
      memory: watched('memory', chat.references, touched),
      faults,
      clock,
    };
    const bot = new SecretBot({ ...domain, wizard, ...outside, ...changes });
    const counted: Pick<BackgroundWork, 'start'> = {
      start: (works) => {
        background.start(works);
        this.#begun += 1;
      },
    };
    const logger = { warn: (fields: object) => void this.logged.push(JSON.stringify(fields)) };
    const gate = new Gate({
      appId: APP_ID,
      tenantId: TENANT,
      channel: { ...CHANNEL, ...issuer.source },
      credentials: botCredentials(APP_ID),
      clock: { now: () => new Date(Date.now() + this.gateSkippedMs) },
    });
    const adapter = new TeamsAdapter(gate);
    const endpoint = new Endpoint({ gate, adapter, bot, background: counted, faults, logger, telemetry, clock });
    return new BotServer({
      endpoint,
      ready: async () => true,
      figures: async () => NO_FIGURES,
      auditIntact: () => true,
      metrics: telemetry.deps.metrics,
    });
  }

  /** An activity as Teams sends it, from this person there; it asks for nothing yet. */
  activity(person: Person, where: Where = 'personal'): Json {
    this.#activities += 1;
    const name = person.displayName.split(' ')[0]?.toLowerCase();
    const id = where === 'personal' ? `a:${name}` : where === 'channel' ? `${GROUP};messageid=1` : GROUP;
    return {
      id: `${1_700_000_000_000 + this.#activities}`,
      channelId: 'msteams',
      serviceUrl: SERVICE_URL,
      from: { id: `29:${name}`, name: person.displayName, aadObjectId: person.objectId },
      recipient: BOT,
      conversation: { id, conversationType: where, tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      locale: 'en-GB',
      localTimezone: 'Europe/Berlin',
    };
  }
}

/** Every object inside a value, itself included. */
export function objectsIn(value: unknown): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value as Json, ...inner];
}

/** The verb of a button; other objects have none. */
function verbOf(item: Json): unknown {
  if (item['type'] === 'Action.Submit') return (item['data'] as Json | undefined)?.['verb'];
  return item['type'] === 'Action.Execute' ? item['verb'] : undefined;
}

/** The data of a button of this verb in an answer. @throws Error when there is none */
export function buttonDataIn(body: unknown, verb: string): Json {
  const button = objectsIn(body).find((item) => verbOf(item) === verb);
  if (!button) throw new Error(`no button ${verb} in ${JSON.stringify(body).slice(0, 2_000)}`);
  return (button['data'] ?? {}) as Json;
}
