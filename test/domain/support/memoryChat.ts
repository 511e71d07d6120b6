import type { Notice, NoticeKind, Subject } from '../../../src/domain/notices/notice';
import type { Recipient } from '../../../src/domain/notices/recipient';
import type { Chat } from '../../../src/domain/ports';
import type { Sensitive } from '../../../src/domain/sensitive';
import { Interruptions } from '../../support/memory/interruptions';

/** One notice as it reached a person. */
export interface Told {
  readonly to: Recipient;
  readonly subject: Subject;
  readonly notice: Notice;
  readonly ticketKey?: Sensitive;
}

/** A chat that remembers what it told whom. `interruptions` has the failure switches. */
export class MemoryChat implements Chat {
  readonly interruptions = new Interruptions<'tell' | 'forget'>('teams');
  readonly told: Told[] = [];
  readonly forgotten: string[] = [];

  tell(to: Recipient, subject: Subject, notice: Notice, ticketKey?: Sensitive): Promise<void> {
    return this.interruptions.around('tell', () => {
      this.told.push({ to, subject, notice, ...(ticketKey ? { ticketKey } : {}) });
    });
  }

  forget(to: Recipient, subject: Subject): Promise<void> {
    return this.interruptions.around('forget', () => {
      this.forgotten.push(`${to.personId}/${subject}`);
    });
  }

  /** The notice that a person's message of this subject shows now. */
  shown(personId: string, subject: Subject): Notice | undefined {
    return this.told.filter((one) => one.to.personId === personId && one.subject === subject).at(-1)?.notice;
  }

  /** Every notice of one kind that a person got, oldest first. */
  of<K extends NoticeKind>(personId: string, kind: K): readonly Extract<Notice, { kind: K }>[] {
    return this.told
      .filter((one) => one.to.personId === personId)
      .map((one) => one.notice)
      .filter((notice): notice is Extract<Notice, { kind: K }> => notice.kind === kind);
  }

  /** The ticket key in the button of a carrier, as the person's client holds it. */
  keyOf(ticketId: string): Sensitive | undefined {
    return this.told.findLast((one) => one.subject === `carrier:${ticketId}` && one.ticketKey)?.ticketKey;
  }
}
