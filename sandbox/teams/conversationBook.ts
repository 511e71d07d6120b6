import type { SandboxConversations } from '../world/conversations';
import type { SandboxPerson } from '../world/people';

/**
 * A chat or channel. `installed` says whether the app is there: without it the bot can neither read nor write.
 * `removed` says that a person took it away: then the bot may not come back by itself.
 */
export interface Conversation {
  readonly id: string;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  readonly title: string;
  readonly memberKeys: readonly string[];
  /** The team of a channel. */
  readonly team?: { readonly id: string; readonly name: string; readonly groupId: string };
  installed: boolean;
  removed: boolean;
}

/** Takes the thread (`;messageid=…`) off a channel's conversation id. */
export function splitConversationId(id: string): { conversationId: string; threadId?: string } {
  const [conversationId = id, threadId] = id.split(';messageid=');
  return threadId ? { conversationId, threadId } : { conversationId };
}

/** The person is not in the conversation, or cannot see the message. */
export class NotVisibleError extends Error {
  override readonly name = 'NotVisibleError';
}

/** Every conversation of the tenant in which the bot can be. */
export class ConversationBook {
  readonly #people: readonly SandboxPerson[];
  readonly #personal: Readonly<Record<string, string>>;
  readonly #all: readonly Conversation[];

  constructor(seed: SandboxConversations, people: readonly SandboxPerson[]) {
    this.#people = people;
    this.#personal = seed.personal;
    const { id, name, groupId, memberKeys, channels } = seed.team;
    this.#all = [
      ...Object.entries(seed.personal).map(([key, chat]) => conversation(chat, 'personal', 'SecretBot', [key])),
      conversation(seed.groupChat.id, 'groupChat', seed.groupChat.name, seed.groupChat.memberKeys),
      ...channels.map((channel) => ({
        ...conversation(channel.id, 'channel', channel.name, memberKeys),
        team: { id, name, groupId },
      })),
    ];
  }

  all(): readonly Conversation[] {
    return this.#all;
  }

  /** Finds a conversation by its id, with or without a thread. */
  find(id: string): Conversation | undefined {
    const { conversationId } = splitConversationId(id);
    return this.#all.find((candidate) => candidate.id === conversationId);
  }

  /** As `find`, for one of its members only. @throws NotVisibleError when there is none or the person is not in it */
  of(personKey: string, id: string): Conversation {
    const found = this.find(id);
    if (!found?.memberKeys.includes(personKey)) {
      throw new NotVisibleError(`${personKey} is in no conversation ${id}`);
    }
    return found;
  }

  personalOf(personKey: string): Conversation | undefined {
    const id = this.#personal[personKey];
    return id === undefined ? undefined : this.find(id);
  }

  /** The channels of a team; the team's id is its General channel's. */
  channelsOf(teamId: string): readonly Conversation[] {
    return this.#all.filter((candidate) => candidate.team?.id === teamId);
  }

  members(conversation: Conversation): readonly SandboxPerson[] {
    return this.#people.filter((person) => conversation.memberKeys.includes(person.key));
  }

  /** Whether the bot may open a personal chat by itself: the app is there already, or in a team of the person. */
  canOpenChat(personal: Conversation): boolean {
    const [key = ''] = personal.memberKeys;
    const inTeam = this.#all.some(({ team, installed, memberKeys }) => team && installed && memberKeys.includes(key));
    return personal.installed || personal.removed || inTeam;
  }

  /** Marks the app as installed or removed: in a team this concerns all its channels. */
  setInstalled(conversation: Conversation, installed: boolean): void {
    const concerned = conversation.team ? this.channelsOf(conversation.team.id) : [conversation];
    for (const one of concerned) {
      one.installed = installed;
      one.removed = !installed;
    }
  }
}

function conversation(
  id: string,
  kind: Conversation['kind'],
  title: string,
  memberKeys: readonly string[],
): Conversation {
  return { id, kind, title, memberKeys, installed: false, removed: false };
}
