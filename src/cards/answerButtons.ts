import type { Words } from '../messages/catalogue';
import { type Button, executeButton } from './buttons';

export function listButton(words: Words): Button {
  return executeButton(words, 'list/show', { scope: 'mine' }, { title: 'button.list' });
}

export function helpButton(words: Words): Button {
  return executeButton(words, 'help/show', {}, { title: 'button.help' });
}

export function createButton(words: Words): Button {
  return executeButton(words, 'create/start', {}, { title: 'button.create' });
}
