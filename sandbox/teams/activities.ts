import { randomUUID } from 'node:crypto';
import type { SandboxPerson } from '../world/people';
import type { Conversation } from './conversationBook';

export type Activity = Readonly<Record<string, unknown>>;

/** The bot as Teams knows it. */
export interface BotAccount {
  readonly id: string;
  readonly name: string;
}

/** Who does something, where and when: what every activity starts from. */
export interface Occasion {
  readonly person: SandboxPerson;
  readonly conversation: Conversation;
  readonly threadId?: string | undefined;
  readonly id: string;
  readonly at: Date;
}

/** A mention of a person or the bot in a message. */
export interface Mention {
  readonly id: string;
  readonly name: string;
}

/** What an Action.Execute or Action.Submit sends. */
export interface ActionClick {
  readonly verb?: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a typeahead input asks. */
export interface SearchQuestion {
  readonly queryText: string;
  readonly dataset: string;
  /** Values of the card's other inputs, where the input wants them sent. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Builds activities as Teams sends them to a bot. */
export class Activities {
  readonly #tenantId: string;
  readonly #bot: BotAccount;
  readonly #serviceUrl: string;

  constructor(tenantId: string, bot: BotAccount, serviceUrl: string) {
    this.#tenantId = tenantId;
    this.#bot = bot;
    this.#serviceUrl = serviceUrl;
  }

  /** A typed message; `text` has the mentions as `<at>Name</at>`. */
  message(occasion: Occasion, text: string, mentions: readonly Mention[]): Activity {
    return {
      ...this.#base(occasion, 'message'),
      text,
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: `<p>${escapeHtml(text)}</p>` }],
      entities: [...mentions.map(mentionEntity), clientInfo(occasion.person)],
    };
  }

  /** The press of an Action.Submit in a message: a message with a value and no text. */
  submit(occasion: Occasion, messageId: string, data: ActionClick['data']): Activity {
    const base = this.#base(occasion, 'message');
    const channelData = { ...base['channelData'], source: { name: 'message' }, legacy: { replyToId: messageId } };
    return { ...base, replyToId: messageId, value: data, channelData };
  }

  /** The press of an Action.Execute, or the client's own refresh of a card (`automatic`). */
  execute(occasion: Occasion, messageId: string, click: ActionClick, trigger: 'manual' | 'automatic'): Activity {
    const action = {
      type: 'Action.Execute',
      ...(click.id !== undefined && { id: click.id }),
      ...(click.verb !== undefined && { verb: click.verb }),
      data: click.data,
    };
    return this.#invoke(occasion, 'adaptiveCard/action', { action, trigger }, messageId);
  }

  /** A button that opens a dialog. */
  fetchDialog(occasion: Occasion, messageId: string, data: ActionClick['data'], theme: string): Activity {
    return this.#invoke(occasion, 'task/fetch', { data, context: { theme } }, messageId);
  }

  /** A button inside a dialog. */
  submitDialog(occasion: Occasion, data: ActionClick['data'], theme: string): Activity {
    return this.#invoke(occasion, 'task/submit', { data, context: { theme } });
  }

  /** A typeahead input asks the bot. Teams leaves `kind` out. */
  search(occasion: Occasion, question: SearchQuestion): Activity {
    return this.#invoke(occasion, 'application/search', {
      queryText: question.queryText,
      queryOptions: { skip: 0, top: 15 },
      dataset: question.dataset,
      ...(question.data && { data: question.data }),
    });
  }

  installation(occasion: Occasion, action: 'add' | 'remove'): Activity {
    const channelData = {
      settings: { selectedChannel: { id: occasion.conversation.id } },
      source: { name: 'message' },
    };
    const base = this.#base(occasion, 'installationUpdate');
    return { ...base, action, channelData: { ...base['channelData'], ...channelData } };
  }

  /** The bot (and, in a personal chat, the person) joins the conversation. */
  membersChanged(occasion: Occasion, change: 'membersAdded' | 'membersRemoved'): Activity {
    const { person, conversation } = occasion;
    const people = conversation.kind === 'personal' ? [{ id: person.teamsId, aadObjectId: person.objectId }] : [];
    const event = change === 'membersAdded' ? 'teamMemberAdded' : 'teamMemberRemoved';
    const base = this.#base(occasion, 'conversationUpdate');
    const channelData = conversation.team ? { ...base['channelData'], eventType: event } : base['channelData'];
    return { ...base, [change]: [...people, { id: this.#bot.id, name: this.#bot.name }], channelData };
  }

  /** A person edits or deletes their own message. */
  messageChanged(
    occasion: Occasion,
    messageId: string,
    change: 'editMessage' | 'softDeleteMessage',
    text = '',
  ): Activity {
    const base = this.#base(occasion, change === 'editMessage' ? 'messageUpdate' : 'messageDelete');
    return { ...base, id: messageId, text, channelData: { ...base['channelData'], eventType: change } };
  }

  #invoke(occasion: Occasion, name: string, value: Activity, replyToId?: string): Activity {
    return {
      ...this.#base(occasion, 'invoke'),
      name,
      value,
      ...(replyToId !== undefined && { replyToId }),
      channelData: { ...this.#channelData(occasion.conversation), source: { name: 'message' } },
    };
  }

  #base(occasion: Occasion, type: string): Activity & { channelData: Activity } {
    const { person, conversation, at } = occasion;
    return {
      type,
      id: occasion.id,
      timestamp: at.toISOString(),
      localTimestamp: localIso(at, person.timeZone),
      localTimezone: person.timeZone,
      locale: person.locale,
      channelId: 'msteams',
      serviceUrl: this.#serviceUrl,
      from: { id: person.teamsId, name: person.displayName, aadObjectId: person.objectId },
      recipient: this.#bot,
      conversation: this.#conversation(conversation, occasion.threadId),
      entities: [clientInfo(person)],
      channelData: this.#channelData(conversation),
    };
  }

  #conversation({ id, kind, title }: Conversation, threadId: string | undefined): Activity {
    return {
      id: threadId === undefined ? id : `${id};messageid=${threadId}`,
      conversationType: kind,
      tenantId: this.#tenantId,
      ...(kind !== 'personal' && { isGroup: true }),
      ...(kind === 'groupChat' && { name: title }),
    };
  }

  #channelData({ id, team }: Conversation): Activity {
    const tenant = { id: this.#tenantId };
    if (!team) {
      return { tenant };
    }
    return {
      teamsChannelId: id,
      teamsTeamId: team.id,
      channel: { id },
      team: { id: team.id, name: team.name, aadGroupId: team.groupId },
      tenant,
    };
  }
}

/** An invoke's id, which is not a message's. */
export function invokeId(): string {
  return `f:${randomUUID()}`;
}

function mentionEntity({ id, name }: Mention): Activity {
  return { type: 'mention', mentioned: { id, name }, text: `<at>${name}</at>` };
}

function clientInfo({ locale, timeZone }: SandboxPerson): Activity {
  return { type: 'clientInfo', locale, country: locale.split('-')[1] ?? 'US', platform: 'Web', timezone: timeZone };
}

function localIso(at: Date, timeZone: string): string {
  const wall = at.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T');
  const minutes = Math.round((Date.parse(`${wall}Z`) - at.getTime()) / 60_000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  return `${wall}.${String(at.getTime() % 1_000).padStart(3, '0')}${offset}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
