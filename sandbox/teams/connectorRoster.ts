import type { CloudAnswer } from '../cloud/hostHandler';
import type { SandboxPerson } from '../world/people';
import type { World } from '../world/world';
import { asRecord, textAt } from './asRecord';
import * as errors from './connectorErrors';
import type { ConnectorMessages } from './connectorMessages';
import type { ConnectorRequest } from './connectorRequest';
import type { Conversation, ConversationBook } from './conversationBook';

/** Teams gives pages of 50 to 500 members. */
const fewestMembers = 50;
const mostMembers = 500;

/** Who is in a conversation or team, and how the bot opens one. */
export class ConnectorRoster {
  readonly #world: World;
  readonly #book: ConversationBook;
  readonly #messages: ConnectorMessages;

  constructor(world: World, book: ConversationBook, messages: ConnectorMessages) {
    this.#world = world;
    this.#book = book;
    this.#messages = messages;
  }

  /** A personal chat with one person, always the same one, or a new thread in a channel. */
  createConversation({ body }: ConnectorRequest): CloudAnswer {
    const tenantId = textAt(body, 'tenantId') ?? textAt(asRecord(body['channelData'])['tenant'], 'id');
    if (tenantId !== undefined && tenantId !== this.#world.tenant.id) {
      throw errors.badArgument('The tenant is not the one of this service address.');
    }
    const channelId = textAt(asRecord(body['channelData'])['channel'], 'id');
    return channelId === undefined ? this.#createChat(body) : this.#createThread(channelId, body);
  }

  members(conversationId: string): CloudAnswer {
    const conversation = this.#readable(conversationId);
    return { status: 200, body: this.#book.members(conversation).map((person) => this.#member(person)) };
  }

  pagedMembers(conversationId: string, query: URLSearchParams): CloudAnswer {
    const people = this.#book.members(this.#readable(conversationId));
    const wanted = Number(query.get('pageSize') ?? mostMembers);
    const size = Math.min(Math.max(Number.isInteger(wanted) ? wanted : mostMembers, fewestMembers), mostMembers);
    const start = Number(query.get('continuationToken') ?? 0);
    const members = people.slice(start, start + size).map((person) => this.#member(person));
    const more = start + size < people.length;
    return { status: 200, body: { ...(more && { continuationToken: String(start + size) }), members } };
  }

  /** One member by Teams id, object id or sign-in name. */
  member(conversationId: string, id: string): CloudAnswer {
    const person = this.#book.members(this.#readable(conversationId)).find((candidate) => isCalled(candidate, id));
    if (!person) {
      throw errors.memberNotFound();
    }
    return { status: 200, body: this.#member(person) };
  }

  team(teamId: string): CloudAnswer {
    const channels = this.#channels(teamId);
    const team = channels[0]?.team;
    const memberCount = channels[0]?.memberKeys.length ?? 0;
    const details = { id: team?.id, name: team?.name, aadGroupId: team?.groupId, type: 'standard' };
    return { status: 200, body: { ...details, channelCount: channels.length, memberCount } };
  }

  /** The channels; General has no name on the wire, as in Teams. */
  channels(teamId: string): CloudAnswer {
    const conversations = this.#channels(teamId).map(({ id, title, team }) => ({
      id,
      ...(id !== team?.id && { name: title }),
    }));
    return { status: 200, body: { conversations } };
  }

  #createChat(body: ConnectorRequest['body']): CloudAnswer {
    const members: unknown[] = Array.isArray(body['members']) ? body['members'] : [];
    const id = textAt(members[0], 'id') ?? '';
    if (body['isGroup'] === true || members.length !== 1 || id.includes('@')) {
      throw errors.badSyntax('A bot can create a chat with exactly one person, given by Teams id or object id.');
    }
    const person = this.#world.people.find((candidate) => isCalled(candidate, id));
    if (!person) {
      throw errors.memberNotFound();
    }
    const chat = this.#book.personalOf(person.key);
    if (!chat || !this.#book.canOpenChat(chat)) {
      throw new errors.ConnectorError(403, 'ForbiddenOperationException', 'The bot is not installed for this person.');
    }
    chat.installed = !chat.removed;
    const activity = asRecord(body['activity']);
    if (Object.keys(activity).length === 0) {
      return { status: 201, body: { id: chat.id } };
    }
    return this.#withFirstMessage(chat.id, activity);
  }

  #createThread(channelId: string, body: ConnectorRequest['body']): CloudAnswer {
    const channel = this.#book.find(channelId);
    if (channel?.kind !== 'channel') {
      throw errors.conversationNotFound();
    }
    return this.#withFirstMessage(channel.id, asRecord(body['activity']), true);
  }

  #withFirstMessage(id: string, activity: ConnectorRequest['body'], thread = false): CloudAnswer {
    const sent = this.#messages.send(id, { body: activity, query: new URLSearchParams() });
    const activityId = textAt(sent.body, 'id') ?? '';
    return { status: 201, body: { id: thread ? `${id};messageid=${activityId}` : id, activityId } };
  }

  #readable(conversationId: string): Conversation {
    const conversation = this.#book.find(conversationId);
    if (!conversation) {
      throw errors.conversationNotFound();
    }
    if (!conversation.installed) {
      throw errors.notInRoster();
    }
    return conversation;
  }

  #channels(teamId: string): readonly Conversation[] {
    const channels = this.#book.channelsOf(teamId);
    if (channels.length === 0) {
      throw errors.conversationNotFound();
    }
    if (!channels.every(({ installed }) => installed)) {
      throw errors.notInRoster();
    }
    return channels;
  }

  #member(person: SandboxPerson): unknown {
    return {
      id: person.teamsId,
      name: person.displayName,
      objectId: person.objectId,
      aadObjectId: person.objectId,
      givenName: person.givenName,
      surname: person.surname,
      email: person.mail,
      userPrincipalName: person.userPrincipalName,
      tenantId: this.#world.tenant.id,
      userRole: person.kind === 'guest' ? 'guest' : 'user',
    };
  }
}

function isCalled(person: SandboxPerson, id: string): boolean {
  const wanted = id.toLowerCase();
  return person.teamsId === id || person.objectId === wanted || person.userPrincipalName.toLowerCase() === wanted;
}
