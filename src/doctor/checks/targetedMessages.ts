import type { HealthReport } from '../../control/operations';
import type { Check } from '../checks';
import { type Finding, note, ok, unknown } from '../finding';
import { healthOf } from '../healthOf';

const HOW = 'Say “create” in a group chat or a channel where SecretBot is, then run this again.';

/**
 * Whether Teams takes messages that only one person in a chat sees. No setting tells: what counts is what Teams last did
 * with one, and only the running bot knows that. Nothing is sent to find out.
 */
export const targetedMessages: Check = {
  title: 'Targeted messages (“Only you can see this”)',
  look: async (patient) => [findingOf(await healthOf(patient))],
};

function findingOf(report: HealthReport | undefined): Finding {
  if (!report?.targeted) {
    const says = 'Only the running SecretBot knows whether Teams takes them, and none runs on this data folder.';
    return unknown('targeted_not_asked', says, 'Start it, then run this again.');
  }
  const { takenAt, refusedAt } = report.targeted;
  if (refusedAt !== undefined && refusedAt > (takenAt ?? 0)) {
    return note(
      'targeted_off',
      `Off: Teams refused the last one (${at(refusedAt)}). What is private goes to people's own chats with SecretBot instead.`,
      'Where it is so in every chat, the organization does not have them: ask your Teams administrator. Where it is so in',
      'one chat only, remove SecretBot there and add it again.',
    );
  }
  if (takenAt !== undefined) return ok(`On: Teams took one (${at(takenAt)}).`);
  return unknown('targeted_not_seen', 'SecretBot has sent none since it was started.', HOW);
}

function at(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
