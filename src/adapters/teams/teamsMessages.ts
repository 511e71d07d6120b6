import type { Logger } from 'pino';
import type { Card } from '../../cards/renderCard';
import type { Clock } from '../../domain/ports';
import { type OutsideCalls, UNOBSERVED } from '../../telemetry/outsideCalls';
import type { BotConnector } from './botConnector';
import type { MessageRef } from './chatReferences';
import { aboutFailure, type ConnectorFailure, connectorFailure } from './connectorFailure';
import { type ConnectorRequest, createConversation, createMessage, updateMessage } from './connectorRequests';
import type { TargetedOutcomes } from './targetedOutcomes';

/** Where a message goes. */
export interface Place {
  readonly serviceUrl: string;
  readonly conversationId: string;
  /** Teams id (`29:…`) of the one person who sees it; `undefined` for a plain message. */
  readonly onlyFor?: string;
}

/** What messages need. */
export interface TeamsMessagesDeps {
  readonly connector: Pick<BotConnector, 'send'>;
  readonly botAppId: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** Is told of every request. */
  readonly calls?: OutsideCalls;
  /** Is told how targeted messages went. */
  readonly targeted?: Pick<TargetedOutcomes, 'taken' | 'refused'>;
}

const TARGETED_LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Cards on the wire of the Bot Connector. Every request is sent once, past the SDK's TurnContext and its middleware.
 *
 * All methods throw ConnectorFailure and nothing else.
 */
export class TeamsMessages {
  constructor(readonly deps: TeamsMessagesDeps) {}

  /** Sends a new message. After a `later` failure it may or may not have arrived. */
  async send(place: Place, card: Card): Promise<MessageRef> {
    const { serviceUrl, conversationId, onlyFor } = place;
    const activity = {
      ...messageOf(card),
      from: { id: this.#botId },
      conversation: { id: conversationId },
      ...(onlyFor !== undefined && { recipient: { id: onlyFor } }),
    };
    const targeted = onlyFor !== undefined;
    const answer = await this.#noting(targeted, () =>
      this.#call(serviceUrl, createMessage(conversationId, activity, targeted)),
    );
    return {
      serviceUrl,
      conversationId,
      activityId: idIn(answer),
      targeted,
      ...(targeted && { expiresAt: targetedUntil(this.deps.clock.now()) }),
    };
  }

  /** Replaces the card of a message that is still there. May be repeated. */
  async update(ref: MessageRef, card: Card): Promise<void> {
    const { conversationId, activityId } = ref;
    // Teams refuses a recipient here: the message has one already.
    const activity = {
      ...messageOf(card),
      id: activityId,
      from: { id: this.#botId },
      conversation: { id: conversationId },
    };
    await this.#call(ref.serviceUrl, updateMessage(ref, activity));
  }

  /** The personal chat of a person who may never have written. May be repeated: gives the same chat. */
  async openPersonalChat(serviceUrl: string, tenantId: string, personId: string): Promise<string> {
    const conversation = {
      bot: { id: this.#botId },
      members: [{ id: personId }],
      channelData: { tenant: { id: tenantId } },
      tenantId,
      isGroup: false,
    };
    return idIn(await this.#call(serviceUrl, createConversation(conversation)));
  }

  /** A failure that may pass says nothing of whether Teams takes targeted messages. */
  async #noting<T>(targeted: boolean, send: () => Promise<T>): Promise<T> {
    const { targeted: outcomes, clock } = this.deps;
    try {
      const answer = await send();
      if (targeted) outcomes?.taken(clock.now());
      return answer;
    } catch (error) {
      if (targeted && (error as ConnectorFailure).kind !== 'later') outcomes?.refused(clock.now());
      throw error;
    }
  }

  get #botId(): string {
    return `28:${this.deps.botAppId}`;
  }

  async #call(serviceUrl: string, request: ConnectorRequest): Promise<unknown> {
    const { calls = UNOBSERVED, connector, clock, logger } = this.deps;
    const { operation } = request;
    try {
      return await calls.observe({ service: 'teams', operation }, async (answered) => {
        try {
          const answer = await connector.send(serviceUrl, request);
          answered(200);
          return answer;
        } catch (error) {
          answered(aboutFailure(error).status ?? 0);
          throw error;
        }
      });
    } catch (error) {
      logger.warn({ service: 'teams', operation, ...aboutFailure(error) }, 'the chat refused');
      throw connectorFailure(error, clock.now());
    }
  }
}

/** Until when Teams keeps a targeted message that is sent now. */
export function targetedUntil(now: Date): Date {
  return new Date(now.getTime() + TARGETED_LIFETIME_MS);
}

function messageOf(card: Card) {
  const { speak } = card;
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    // What notifications and the chat list show.
    ...(typeof speak === 'string' && { summary: speak }),
  };
}

function idIn(answer: unknown): string {
  const id = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'id') : undefined;
  return typeof id === 'string' ? id : '';
}
