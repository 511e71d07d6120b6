import type { NamedSecret, SecretSummary } from '../domain/notices/notice';
import type { Words } from '../messages/catalogue';
import { type Button, executeButton } from './buttons';
import { shortName } from './fact';

/** The button that shows the secret a notice is about. */
export function showButton({ secret }: { readonly secret: SecretSummary }, words: Words): Button {
  return executeButton(words, 'secret/show', { reference: secret.reference }, { title: 'button.show' });
}

/** What a notice's sentences call the secret and its application. */
export function names({ secret }: { readonly secret: NamedSecret }): { secret: string; application: string } {
  return { secret: shortName(secret.name), application: shortName(secret.applicationName) };
}
