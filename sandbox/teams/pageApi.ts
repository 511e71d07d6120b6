import type { PageConversation, PagePerson, PageStart } from '../client/pageApi';
import { faultSwitches } from '../world/faults';
import type { SandboxPerson } from '../world/people';
import type { World } from '../world/world';
import type { ActionClick, Mention } from './activities';
import { asRecord, textAt } from './asRecord';
import { answeredDialog } from './botAnswers';
import type { BotTurns } from './botTurns';
import type { ConversationBook } from './conversationBook';
import type { MessageStore } from './messageStore';
import { PageError, type PageRequest } from './pageRequest';
import type { PageParts } from './pageServer';
import { sandboxView } from './sandboxView';
import type { TeamsSimulator } from './teamsSimulator';

type Handler = (request: PageRequest, id: string) => unknown;

const minuteMs = 60_000;
/** A week: enough for every deadline of the bot but the expiry of secrets. */
const mostMinutes = 7 * 24 * 60;

/** The page's API: reads what a person sees, and does what they do. */
export class PageApi {
  readonly #world: World;
  readonly #book: ConversationBook;
  readonly #store: MessageStore;
  readonly #turns: BotTurns;
  readonly #simulator: TeamsSimulator;
  readonly #handlers: Readonly<Record<string, Handler>>;

  constructor({ world, book, store, turns, simulator }: PageParts) {
    this.#world = world;
    this.#book = book;
    this.#store = store;
    this.#turns = turns;
    this.#simulator = simulator;
    this.#handlers = {
      'GET start': ({ as }) => this.#start(as),
      'GET conversations/messages': ({ as }, id) => this.#simulator.messagesFor(as, id),
      'POST conversations/messages': (request, id) => this.#say(request, id),
      'POST conversations/search': (request, id) => this.#search(request, id),
      'POST conversations/dialog': (request, id) => this.#submitDialog(request, id),
      'DELETE messages': ({ as }, id) => this.#turns.deleteOwn(as, id),
      'PUT messages': ({ as, body }, id) => this.#turns.editOwn(as, id, textAt(body, 'text') ?? ''),
      'POST messages/execute': (request, id) => this.#execute(request, id),
      'POST messages/submit': (request, id) => this.#turns.submit(pressOf(request, id)),
      'POST messages/dialog': (request, id) => this.#fetchDialog(request, id),
      'GET sandbox': () => sandboxView(this.#world),
      'POST sandbox/faults': ({ body }) => this.#switchFault(body),
      'POST sandbox/clock': ({ body }) => this.#skipTime(Number(body['minutes'])),
      'POST sandbox/installation': (request) => this.#setInstalled(request),
    };
  }

  /** Whoever the page acts for. @throws PageError when there is nobody with this key, or the person does not use Teams */
  personOf({ as }: PageRequest): SandboxPerson {
    const person = this.#world.people.find(({ key, usesTeams }) => key === as && usesTeams);
    if (!person) {
      const keys = this.#world.people.filter(({ usesTeams }) => usesTeams).map(({ key }) => key);
      throw new PageError(404, `Nobody here is called "${as}". Try ${keys.join(', ')}.`);
    }
    return person;
  }

  async answer(request: PageRequest): Promise<unknown> {
    const { method, segments } = request;
    const [collection = '', second = '', third] = segments;
    const isItem = collection === 'conversations' || collection === 'messages';
    const rest = isItem ? third : second;
    const handler = this.#handlers[rest ? `${method} ${collection}/${rest}` : `${method} ${collection}`];
    if (!handler) {
      throw new PageError(404, 'There is nothing at this address.');
    }
    return (await handler(request, second)) ?? {};
  }

  #start(as: string): PageStart {
    const people = this.#world.people.filter(({ usesTeams }) => usesTeams).map(toPagePerson);
    const conversations: PageConversation[] = this.#book
      .all()
      .filter(({ memberKeys }) => memberKeys.includes(as))
      .map(({ id, kind, title, memberKeys, installed, team }) => ({
        id,
        kind,
        title,
        memberKeys,
        installed,
        ...(team && { team: team.name }),
      }));
    const { name, teamsId } = this.#world.bot;
    const me = toPagePerson(this.#world.person(as));
    return { tenant: this.#world.tenant.name, me, people, bot: { name, teamsId }, conversations };
  }

  /** Answers as soon as the message is posted; the bot gets it meanwhile. */
  #say({ as, body }: PageRequest, conversationId: string): unknown {
    const { message } = this.#turns.say({
      personKey: as,
      conversationId,
      threadId: textAt(body, 'threadId'),
      text: textAt(body, 'text') ?? '',
      mentions: mentionsOf(body['mentions']),
    });
    return { id: message.id };
  }

  #search({ as, body }: PageRequest, conversationId: string): unknown {
    const { data } = body;
    return this.#turns.search({
      personKey: as,
      conversationId,
      dataset: textAt(body, 'dataset') ?? '',
      queryText: textAt(body, 'queryText') ?? '',
      data: data === undefined ? undefined : asRecord(data),
    });
  }

  #execute(request: PageRequest, messageId: string): unknown {
    const trigger = request.body['trigger'] === 'automatic' ? 'automatic' : 'manual';
    return this.#turns.execute(pressOf(request, messageId), trigger);
  }

  async #fetchDialog(request: PageRequest, messageId: string): Promise<unknown> {
    const conversationId = this.#store.findAnywhere(messageId)?.conversationId ?? '';
    const answer = await this.#turns.fetchDialog(pressOf(request, messageId), textAt(request.body, 'theme'));
    return answeredDialog(answer, conversationId);
  }

  async #submitDialog({ as, body }: PageRequest, conversationId: string): Promise<unknown> {
    const press = { personKey: as, conversationId, data: asRecord(body['data']) };
    return answeredDialog(await this.#turns.submitDialog(press, textAt(body, 'theme')), conversationId);
  }

  #switchFault(body: PageRequest['body']): unknown {
    const wanted = faultSwitches.find(({ id }) => id === body['id']);
    if (!wanted) {
      throw new PageError(400, 'There is no such fault.');
    }
    if (body['on'] === true) {
      this.#world.faults.switchOn(wanted.rule, wanted.id);
    } else {
      this.#world.faults.switchOff(wanted.id);
    }
    return this.#changed();
  }

  async #skipTime(minutes: number): Promise<unknown> {
    if (!(minutes > 0 && minutes <= mostMinutes)) {
      throw new PageError(400, 'Time goes forward, a week at most.');
    }
    await this.#world.clock.skip(minutes * minuteMs);
    return this.#changed();
  }

  async #setInstalled({ as, body }: PageRequest): Promise<unknown> {
    await this.#turns.setInstalled(as, textAt(body, 'conversationId') ?? '', body['installed'] === true);
    return this.#changed();
  }

  #changed(): unknown {
    this.#store.tell({ kind: 'sandbox' });
    return sandboxView(this.#world);
  }
}

function toPagePerson({ key, displayName, jobTitle, teamsId, timeZone }: SandboxPerson): PagePerson {
  return { key, name: displayName, jobTitle, teamsId, timeZone };
}

function pressOf(
  { as, body }: PageRequest,
  messageId: string,
): { personKey: string; messageId: string; click: ActionClick } {
  const verb = textAt(body, 'verb');
  const id = textAt(body, 'id');
  const click = { data: asRecord(body['data']), ...(verb !== undefined && { verb }), ...(id !== undefined && { id }) };
  return { personKey: as, messageId, click };
}

function mentionsOf(thing: unknown): readonly Mention[] {
  return (Array.isArray(thing) ? thing : []).map((mention: unknown) => ({
    id: textAt(mention, 'id') ?? '',
    name: textAt(mention, 'name') ?? '',
  }));
}
