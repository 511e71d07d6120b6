import { wordsFor } from '../../src/messages/catalogue';

const words = wordsFor('en-US');

/** What the wizard's cards are recognised by. The labels of the product it follows are said word for word. */
export const DETAILS = 'Client Secret Details';
export const OWNER = 'Client Secret Owner Details';
export const WHICH = words.plain('application.heading');
export const SUMMARY = words.plain('summary.heading');
export const CREATING = words.plain('progress.creating.heading');
export const CREATED = words.plain('progress.created.heading');
export const CANCELLED = words.plain('progress.cancelled.heading');
export const EXPIRED = words.plain('progress.expired.heading');
export const STALE = words.plain('answer.stale.heading');
export const OWNS_NONE = words.plain('answer.ownsNone.heading');
export const CONTINUE = words.plain('button.continue');
export const START_OVER = words.plain('button.startOver');
