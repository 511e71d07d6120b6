import type { Service } from '../domain/errors';
import type { WordKey } from '../messages/catalogue';

/** What people call the systems behind the bot. */
export const serviceWords: Record<Service, WordKey> = {
  graph: 'service.graph',
  vault: 'service.vault',
  storage: 'service.storage',
  teams: 'service.teams',
};
