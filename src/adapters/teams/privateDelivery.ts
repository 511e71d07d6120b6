import { type PointerCardView, pointerCard } from '../../cards/pointerCard';
import type { Card } from '../../cards/renderCard';
import { DomainError } from '../../domain/errors';
import type { Subject } from '../../domain/notices/notice';
import type { Origin, Recipient } from '../../domain/notices/recipient';
import { wordsFor } from '../../messages/catalogue';
import type { AppInstaller } from './appInstaller';
import type { ChatReferences } from './chatReferences';
import { ConnectorFailure, type FailureKind } from './connectorFailure';
import type { MessageBook } from './messageBook';
import type { Place, TeamsMessages } from './teamsMessages';

/** One card for one person. With a subject the message is remembered, so that later notices update it. */
export interface PrivateMessage {
  readonly card: Card;
  readonly subject?: Subject;
}

/** What private delivery needs. */
export interface PrivateDeliveryDeps {
  readonly messages: TeamsMessages;
  readonly references: ChatReferences;
  readonly book: Pick<MessageBook, 'note'>;
  readonly botAppId: string;
  /** Where the operator lets the bot install itself for people it has to reach. */
  readonly installer?: AppInstaller;
}

/** How soon a person is tried again whose chat with the app, just installed, is still being made. */
const CHAT_COMES_WITHIN_SECONDS = 5;

/** Where Teams is reached when nobody of the tenant has written yet. */
const GLOBAL_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

/**
 * Sends cards that only one person may see: a plain message in their personal chat, a targeted one where others are.
 *
 * @throws unreachable where there is no private way; unavailable where it may work later (a message may have arrived).
 */
export class PrivateDelivery {
  constructor(readonly deps: PrivateDeliveryDeps) {}

  /**
   * Sends where the person is, if that can be private.
   *
   * @returns false where targeted messages are refused or the bot may not write; nothing was sent then.
   */
  async sendHere(to: Recipient & { readonly origin: Origin }, message: PrivateMessage): Promise<boolean> {
    return (await this.#send(to, to.origin, message)) === undefined;
  }

  /**
   * The person's own chat with the bot as a place to go on in; opened if need be.
   *
   * @throws unreachable when there is none: the person must add the bot first.
   */
  async personalOrigin(to: Recipient): Promise<Origin> {
    const known = await this.deps.references.person(to.tenantId, to.personId);
    const serviceUrl = known?.serviceUrl ?? to.origin?.serviceUrl ?? (await this.#anyServiceUrl(to.tenantId));
    return {
      kind: 'personal',
      conversationId: known?.personalChatId ?? (await this.#openChat(to, serviceUrl)),
      serviceUrl,
      personId: to.personId,
      teamsId: known?.teamsId ?? to.origin?.teamsId ?? '',
      locale: to.origin?.locale ?? known?.locale ?? 'en-US',
      timeZone: to.origin?.timeZone ?? known?.timeZone ?? 'UTC',
    };
  }

  /**
   * Sends to the origin, else to the personal chat with a pointer where the origin is.
   *
   * @returns where the message is now.
   */
  async deliver(to: Recipient, message: PrivateMessage, personName?: string): Promise<Origin> {
    const { origin } = to;
    if (origin && (await this.sendHere({ ...to, origin }, message))) return origin;
    if (!origin || origin.kind === 'personal') return this.#deliverPersonally(to, message);
    return this.elsewhere({ ...to, origin }, personName, (personal) => this.#sendPersonally(to, personal, message));
  }

  /** Does `work` in the personal chat and leaves a pointer to it, without detail, where the origin is. */
  async elsewhere(
    to: Recipient & { readonly origin: Origin },
    personName: string | undefined,
    work: (personal: Origin) => Promise<unknown>,
  ): Promise<Origin> {
    try {
      const personal = await this.personalOrigin(to);
      await work(personal);
      await this.#point(to.origin, 'personal_chat', personName);
      return personal;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unreachable')
        await this.#point(to.origin, 'add_bot', personName);
      throw error;
    }
  }

  async #deliverPersonally(to: Recipient, message: PrivateMessage): Promise<Origin> {
    const personal = await this.personalOrigin(to);
    await this.#sendPersonally(to, personal, message);
    return personal;
  }

  /** A remembered chat may have ended since: it is forgotten, and opened once more. */
  async #sendPersonally(to: Recipient, personal: Origin, message: PrivateMessage): Promise<void> {
    if ((await this.#send(to, personal, message)) === undefined) return;
    await this.deps.references.forgetPersonalChat(to.tenantId, to.personId);
    const again = await this.personalOrigin(to);
    const opened = again.conversationId !== personal.conversationId;
    if (opened && (await this.#send(to, again, message)) === undefined) return;
    throw new DomainError('unreachable', { person: to.personId });
  }

  /** @returns why the place takes no such message; `undefined` when it was sent. */
  async #send(to: Recipient, origin: Origin, message: PrivateMessage): Promise<FailureKind | undefined> {
    const { serviceUrl, conversationId, teamsId, kind } = origin;
    const place: Place = { serviceUrl, conversationId, ...(kind !== 'personal' && { onlyFor: teamsId }) };
    try {
      const ref = await this.deps.messages.send(place, message.card);
      if (message.subject !== undefined && ref.activityId !== '') await this.deps.book.note(to, message.subject, ref);
      return undefined;
    } catch (error) {
      return refusalIn(error);
    }
  }

  /** Where the person has no chat with the bot, the app is installed for them if that is allowed, and it is tried once more. */
  async #openChat(to: Recipient, serviceUrl: string): Promise<string> {
    const opened = await this.#tryToOpenChat(to, serviceUrl);
    if (opened !== undefined) return opened;
    const installation = await this.deps.installer?.install(to.personId);
    if (installation === 'under_way') {
      throw new DomainError('unavailable', { service: 'teams', retryAfterSeconds: CHAT_COMES_WITHIN_SECONDS });
    }
    const again = installation === 'ready' ? await this.#tryToOpenChat(to, serviceUrl) : undefined;
    if (again === undefined) throw new DomainError('unreachable', { person: to.personId });
    return again;
  }

  async #tryToOpenChat(to: Recipient, serviceUrl: string): Promise<string | undefined> {
    try {
      return await this.deps.messages.openPersonalChat(serviceUrl, to.tenantId, to.personId);
    } catch (error) {
      refusalIn(error);
      return undefined;
    }
  }

  async #anyServiceUrl(tenantId: string): Promise<string> {
    return (await this.deps.references.latestServiceUrl(tenantId)) ?? GLOBAL_SERVICE_URL;
  }

  /** Where even the pointer is not taken, the bot is not there at all: there is nobody to tell anything. */
  async #point(origin: Origin, kind: 'personal_chat' | 'add_bot', personName: string | undefined): Promise<void> {
    const { botAppId } = this.deps;
    const view: PointerCardView = {
      ...(personName !== undefined && { personName }),
      ...(kind === 'personal_chat'
        ? { kind, chatUrl: `https://teams.microsoft.com/l/chat/0/0?users=28:${botAppId}` }
        : { kind, installUrl: `https://teams.microsoft.com/l/app/${botAppId}` }),
    };
    const { serviceUrl, conversationId } = origin;
    try {
      await this.deps.messages.send({ serviceUrl, conversationId }, pointerCard(view, wordsFor(origin.locale)));
    } catch (error) {
      refusalIn(error);
    }
  }
}

/** @throws unavailable for what may work later, and whatever is no failure of the connector. */
function refusalIn(error: unknown): FailureKind {
  if (!(error instanceof ConnectorFailure)) throw error;
  if (error.kind !== 'later') return error.kind;
  const retry = error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds };
  throw new DomainError('unavailable', { service: 'teams', ...retry });
}
