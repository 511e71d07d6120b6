import type { Words } from '../messages/catalogue';
import type { Card } from './renderCard';

/** Once, on installation; leads to the first `create`. */
export interface WelcomeCardView {
  readonly where: 'personal' | 'groupChat' | 'team';
}

export function welcomeCard(_view: WelcomeCardView, _words: Words): Card {
  throw new Error('not written yet');
}
