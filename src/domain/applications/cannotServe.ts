import { DomainError } from '../errors';
import type { Directory } from '../ports';
import type { Application } from './application';

/** That the bot is no owner of the application, with all that somebody needs to make it one. @throws unavailable */
export async function cannotServe(
  directory: Pick<Directory, 'self'>,
  { appId: clientId, objectId, displayName }: Pick<Application, 'appId' | 'objectId' | 'displayName'>,
): Promise<DomainError<'refused'>> {
  const gap = { clientId, objectId, ...(await directory.self()) };
  return new DomainError('refused', { reason: 'bot_cannot_serve', application: displayName, gap });
}
