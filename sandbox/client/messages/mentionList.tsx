import type { JSX } from 'preact';
import { Avatar } from './avatar.js';
import type { Candidate } from './mentions.js';

export interface MentionListProps {
  readonly id: string;
  readonly candidates: readonly Candidate[];
  readonly chosen: number;
  readonly onChoose: (candidate: Candidate) => void;
}

/** Whom to mention; the focus stays in the box, which says by `aria-activedescendant` what is chosen. */
export function MentionList({ id, candidates, chosen, onChoose }: MentionListProps): JSX.Element {
  return (
    <div class="mention-list" id={id} role="listbox" aria-label="Mention">
      {candidates.map((candidate, index) => (
        <div
          key={candidate.key}
          id={`${id}-${index}`}
          class="mention-option"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(candidate);
          }}
        >
          <Avatar who={candidate} size="small" />
          {candidate.name}
        </div>
      ))}
    </div>
  );
}
