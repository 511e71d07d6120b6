import type { Person } from '../../../../src/domain/actor';
import type { Domain } from '../../../../src/domain/domain';
import type { NoticeKind, Subject } from '../../../../src/domain/notices/notice';
import type { Stage } from '../../support/stage';

/** What a person does, or time brings, in a process that something may happen to. */
export type Act = (domain: Domain) => Promise<unknown>;

/** One journey: what was there before, what happens then, and how it may end for the people concerned. */
export interface Journey {
  readonly name: string;
  /** How many approvers must agree; one when left out. */
  readonly approvals?: number;
  /** How long it may take until everything has settled, in milliseconds; an hour when left out. */
  readonly settlesIn?: number;
  /** Sets the stage. What comes back may be done again: it is the same click once more. */
  readonly set: (stage: Stage) => Promise<Act>;
  /** How it ended, in a word; asked at the end. */
  readonly ending: (stage: Stage) => Promise<string>;
  /** Every ending that there is; over all calls each must occur. */
  readonly endings: readonly string[];
}

/** Fails unless this person was told this: otherwise they would not know what became of it. */
export function mustKnow(stage: Stage, person: Person, kind: NoticeKind, subject?: Subject): void {
  const told = stage.world.chat.of(person.objectId, kind);
  const isShown = subject === undefined || stage.world.chat.shown(person.objectId, subject)?.kind === kind;
  if (told.length === 0 || !isShown) throw new Error(`${person.displayName} was not told: ${kind} ${subject ?? ''}`);
}
