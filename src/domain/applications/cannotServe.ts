import { DomainError } from '../errors';
import type { Directory } from '../ports';
import type { Application } from './application';
import type { OwnershipGap } from './onboarding';

/** Whom to make an owner of what, so that the bot may serve this application. @throws unavailable */
export async function gapOf(
  directory: Pick<Directory, 'self'>,
  { appId: clientId, objectId }: Pick<Application, 'appId' | 'objectId'>,
): Promise<OwnershipGap> {
  return { clientId, objectId, ...(await directory.self()) };
}

/** That the bot is no owner of the application, with all that somebody needs to make it one. @throws unavailable */
export async function cannotServe(
  directory: Pick<Directory, 'self'>,
  application: Pick<Application, 'appId' | 'objectId' | 'displayName'>,
): Promise<DomainError<'refused'>> {
  const gap = await gapOf(directory, application);
  return new DomainError('refused', { reason: 'bot_cannot_serve', application: application.displayName, gap });
}
