import type { NoticeOf } from '../domain/notices/notice';
import type { Words } from '../messages/catalogue';
import { executeButton } from './buttons';
import { shortName } from './fact';
import { lines } from './line';
import type { Viewing } from './renderCard';
import type { NoticeSaid } from './sharing/sharingNotices';

/** To whom an unvaulted value waited for: nobody knows whether they saw it. */
export function valueUnknown(view: Viewing, notice: NoticeOf<'value_unknown'>, words: Words): NoticeSaid {
  const { name, applicationName, reference } = notice.secret;
  const about = { secret: shortName(name), application: shortName(applicationName) };
  return {
    speak: words.plain('notice.valueUnknown.speak'),
    heading: words.text('notice.valueUnknown.heading'),
    lines: lines(
      words.text('notice.valueUnknown.text', { at: words.dateTime(notice.madeAt, view.timeZone), ...about }),
      words.text('notice.valueUnknown.what'),
    ),
    actions: [executeButton(words, 'secret/show', { reference }, { title: 'button.show' })],
  };
}

/** To administrators: what a backup cannot know, and what they can check. */
export function restored(view: Viewing, notice: NoticeOf<'restored'>, words: Words): NoticeSaid {
  return {
    speak: words.plain('notice.restored.speak'),
    heading: words.text('notice.restored.heading'),
    lines: lines(
      words.text('notice.restored.text', { at: words.dateTime(notice.madeAt, view.timeZone) }),
      words.text('notice.restored.safe'),
      words.text('notice.restored.check'),
      words.text(notice.frozen ? 'notice.restored.frozen' : 'notice.restored.notFrozen'),
    ),
    actions: [],
  };
}
