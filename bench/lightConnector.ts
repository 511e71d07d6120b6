import { randomUUID } from 'node:crypto';
import { answering, type HostHandler } from '../sandbox/cloud/hostHandler';

/** A message as the bot posted it, and the id that it was given. */
export interface Posted {
  readonly id: string;
  readonly body: string;
}

/** A Bot Connector that takes every message and keeps only the newest of each chat: its own cost must stay small. */
export class LightConnector {
  readonly #newest = new Map<string, Posted>();

  readonly handler: HostHandler = answering(({ method, headers, path, body }) => {
    if (!headers.authorization?.startsWith('Bearer ')) return { status: 401 };
    const [, conversationId = ''] = /\/v3\/conversations\/([^/]+)/.exec(path) ?? [];
    const id = randomUUID();
    this.#newest.set(decodeURIComponent(conversationId), { id, body });
    return { status: method === 'POST' ? 201 : 200, body: { id } };
  });

  /** What was said last in this chat; taken out, so that nothing is seen twice. */
  take(conversationId: string): Posted | undefined {
    const newest = this.#newest.get(conversationId);
    this.#newest.delete(conversationId);
    return newest;
  }
}
