import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../../src/adapters/storage/openDatabase';
import { MessageBook } from '../../../src/adapters/teams/messageBook';
import { PrivateDelivery } from '../../../src/adapters/teams/privateDelivery';
import { TeamsChat } from '../../../src/adapters/teams/teamsChat';
import { TeamsMessages } from '../../../src/adapters/teams/teamsMessages';
import type { Origin, Recipient } from '../../../src/domain/notices/recipient';
import { LocalConnector } from './localConnector';

export const TENANT = '6d1f3a8e-52a4-4b5e-9c1b-0f6f5e7d2c33';
export const ALEX = '0aa9e0d4-3c52-4d0c-8f3d-6f0f4b7c5d21';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

/** The Teams adapter over a local connector and a real database. */
export class ChatWorld {
  now = new Date('2026-11-24T10:00:00Z');

  private constructor(
    readonly connector: LocalConnector,
    readonly database: Database,
    readonly folder: string,
  ) {}

  static async start(): Promise<ChatWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'secretbot-chat-'));
    const clock = { now: () => world.now };
    const world: ChatWorld = new ChatWorld(
      await LocalConnector.start(),
      await openDatabase({ dataDir: folder, clock }),
      folder,
    );
    return world;
  }

  get references() {
    return this.database.chatReferences;
  }

  get messages(): TeamsMessages {
    const logger = { warn: () => undefined };
    return new TeamsMessages({
      connector: this.connector.connector(),
      botAppId: 'the-bot',
      clock: this.clock,
      logger,
    });
  }

  get delivery(): PrivateDelivery {
    const { messages, references, book } = this;
    return new PrivateDelivery({ messages, references, book, botAppId: 'the-bot' });
  }

  get book(): MessageBook {
    const { messages, references, clock } = this;
    return new MessageBook({ messages, references, clock });
  }

  get chat(): TeamsChat {
    const { messages, delivery, references, book, clock } = this;
    return new TeamsChat({ messages, delivery, references, book, clock });
  }

  get clock() {
    return { now: () => this.now };
  }

  async stop(): Promise<void> {
    await Promise.all([this.connector.stop(), this.database.close()]);
    rmSync(this.folder, { recursive: true });
  }
}

export function originIn(kind: Origin['kind'], changes: Partial<Origin> = {}): Origin {
  return {
    kind,
    conversationId: kind === 'personal' ? 'a:alex' : '19:crew@thread.v2',
    serviceUrl: SERVICE_URL,
    personId: ALEX,
    teamsId: '29:alex',
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    ...changes,
  };
}

export function alexIn(kind: Origin['kind']): Recipient & { readonly origin: Origin } {
  return { tenantId: TENANT, personId: ALEX, origin: originIn(kind) };
}
