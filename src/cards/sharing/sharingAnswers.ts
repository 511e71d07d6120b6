import type { Words } from '../../messages/catalogue';
import type { Answer } from '../answerCard';
import { shortName } from '../fact';
import type { Viewing } from '../renderCard';
import { type Said, said } from '../said';

/** What `revoke` and `freeze` answer: see answerWords. */
type AnswerOf<K extends Answer['kind']> = Extract<Answer, { kind: K }>;

export function revoked({ personName, yours, seen }: AnswerOf<'revoked'>): Said {
  const heading = { key: 'answer.revoked.heading' } as const;
  if (yours) {
    return {
      heading,
      lines: [{ key: 'answer.revoked.yours' }, ...(seen ? [{ key: 'answer.revoked.yoursSeen' } as const] : [])],
    };
  }
  return {
    heading,
    lines: [
      { key: 'answer.revoked.text', params: { person: shortName(personName) } },
      ...(seen ? [{ key: 'answer.revoked.seen' } as const] : []),
    ],
  };
}

export function freezeOn({ now, timeZone }: Viewing, answer: AnswerOf<'freeze_on'>, words: Words): Said {
  if (!answer.already) return said('answer.freezeOn.heading', 'answer.freezeOn.text');
  const params = { by: shortName(answer.byName), at: words.time(answer.at, now, timeZone) };
  return { heading: { key: 'answer.freezeOn.heading' }, lines: [{ key: 'answer.freezeOn.already', params }] };
}
