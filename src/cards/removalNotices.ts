import type { NoticeOf } from '../domain/notices/notice';
import type { WordKey, Words } from '../messages/catalogue';
import { executeButton } from './buttons';
import { shortName } from './fact';
import { lines } from './line';
import { names, showButton } from './noticeParts';
import type { NoticeSaid } from './sharing/sharingNotices';

/** A secret was deleted. */
export function deleted(notice: NoticeOf<'deleted'>, words: Words): NoticeSaid {
  return {
    speak: words.plain('notice.deleted.speak'),
    heading: words.text('notice.deleted.heading'),
    lines: lines(
      words.text('notice.deleted.text', { by: shortName(notice.byName), ...names(notice) }),
      ...(notice.vaulted ? [words.text('notice.deleted.vaulted')] : []),
    ),
    actions: [],
  };
}

/** A credential is no longer on its application, and the bot did not remove it. */
export function gone(notice: NoticeOf<'gone'>, words: Words): NoticeSaid {
  return {
    speak: words.plain('notice.gone.speak'),
    heading: words.text('notice.gone.heading'),
    lines: lines(words.text('notice.gone.text', names(notice)), words.text('notice.gone.what')),
    actions: [executeButton(words, 'create/start', {}, { title: 'button.create' })],
  };
}

/** A secret has expired, and its copy in the vault was deleted. */
export function copyRetired(notice: NoticeOf<'copy_retired'>, words: Words): NoticeSaid {
  return {
    speak: words.plain('notice.copyRetired.speak'),
    heading: words.text('notice.copyRetired.heading'),
    lines: lines(
      words.text('notice.copyRetired.text', names(notice)),
      words.text('notice.copyRetired.recoverable'),
      words.text('notice.copyRetired.what', names(notice)),
    ),
    actions: [showButton(notice, words), executeButton(words, 'create/start', {}, { title: 'button.create' })],
  };
}

/** A credential that was made elsewhere was deleted. */
export function credentialDeleted(notice: NoticeOf<'credential_deleted'>, words: Words): NoticeSaid {
  return {
    speak: words.plain('notice.deleted.speak'),
    heading: words.text('notice.deleted.heading'),
    lines: lines(words.text('notice.deleted.foreign', names(notice))),
    actions: [],
  };
}

const unfinished = {
  undo: 'notice.notFinished.undo',
  delete: 'notice.notFinished.delete',
  copy: 'notice.notFinished.copy',
} as const satisfies Record<NoticeOf<'not_finished'>['what'], WordKey>;

/** Taking something away keeps failing. */
export function notFinished(notice: NoticeOf<'not_finished'>, words: Words): NoticeSaid {
  return {
    speak: words.plain('notice.notFinished.speak'),
    heading: words.text('notice.notFinished.heading'),
    lines: lines(
      words.text(unfinished[notice.what], names(notice)),
      words.text('notice.notFinished.goesOn'),
      // A vault is none of the application's owners' business.
      ...(notice.what === 'copy' ? [] : [words.text('notice.notFinished.check', names(notice))]),
    ),
    actions: [],
  };
}
