import type { VisibleMessage } from '../../sandbox/teams/teamsSimulator';
import { type AsPerson, readingOf, valueOn } from './asPerson';
import { buttonsOf } from './cardText';
import type { Scenario } from './scenario';

/** Every message that this person sees with this button and these words, oldest first: one, or its copies. */
export function copiesOf(person: AsPerson, button: string, ...words: string[]): readonly VisibleMessage[] {
  return person
    .messages()
    .filter(
      (message) =>
        !message.deleted &&
        message.cards.some((card) => buttonsOf(card).includes(button)) &&
        words.every((word) => readingOf(message).includes(word)),
    );
}

/** Tries every card of this secret that can be opened. @returns the values that were shown */
export async function valuesOn(person: AsPerson, name: string): Promise<string[]> {
  const values: string[] = [];
  for (const message of copiesOf(person, 'Reveal', name)) {
    const first = await person.openDialog(message, 'Reveal');
    if (first.kind !== 'dialog' || !buttonsOf(first.dialog.card).includes('Show value')) continue;
    const second = await person.pressInDialog(first.dialog, 'Show value');
    const value = second.kind === 'dialog' ? valueOn(second.dialog) : undefined;
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** Lets the world's time pass until this is so: what failed is tried again by then. */
export async function comesTrue(world: Scenario, probe: () => boolean, what: string): Promise<void> {
  const { simulator } = world.sandbox.teams;
  await world.passUntil(() => simulator.waitFor(probe, { timeoutMs: 1_500, what }).catch(() => undefined));
}
