import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Card } from '../pageApi.js';
import { useTheme } from '../shell/useTheme.js';
import type { FindChoices } from './choiceInput.js';
import { type CardPress, type DrawnCard, drawCard } from './drawCard.js';

export interface CardViewProps {
  readonly card: Card;
  readonly find: FindChoices;
  readonly onPress: (press: CardPress) => void;
  /** A press is under way: the card shows it and takes no other. */
  readonly busy: boolean;
}

/** One card. It is drawn anew only when it says something new, so that typing in it is safe. */
export function CardView({ card, find, onPress, busy }: CardViewProps): JSX.Element {
  const theme = useTheme();
  const place = useRef<HTMLElement>(null);
  const drawn = useRef<{ json: string; card: DrawnCard } | undefined>(undefined);
  const latest = useRef({ find, onPress, busy });
  latest.current = { find, onPress, busy };
  const [failed, setFailed] = useState(false);
  const json = JSON.stringify(card);
  useEffect(() => {
    let current = true;
    const typed = drawn.current?.json === json ? drawn.current.card.typed() : {};
    drawCard({
      card: JSON.parse(json),
      theme,
      typed,
      find: (question) => latest.current.find(question),
      onPress: (press) => !latest.current.busy && latest.current.onPress(press),
    }).then(
      (next) => {
        if (current && place.current) {
          show(place.current, next);
          drawn.current = { json, card: next };
          setFailed(false);
        }
      },
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [json, theme]);
  return (
    <div class="card" aria-busy={busy} data-testid="card">
      {/* The renderer owns what is inside. */}
      <article ref={place} aria-label="Card" tabIndex={-1} class="card-place" />
      {busy && <span class="card-progress" role="status" aria-label="Sending" />}
      {failed && <p class="failure">We can't display this card.</p>}
    </div>
  );
}

/** Puts the card in place; a focus inside the old one goes to the new one, which is then shown from its top. */
function show(place: HTMLElement, { element }: DrawnCard): void {
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(element);
  if (hadFocus) {
    place.focus({ preventScroll: true });
    const scroller = place.closest('.messages');
    if (scroller && place.getBoundingClientRect().top < scroller.getBoundingClientRect().top) {
      place.scrollIntoView({ block: 'start' });
    }
  }
}
