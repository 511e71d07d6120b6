import type { Activity } from 'botbuilder';
import type { ChatMemory } from './chatPorts';
import type { Turn } from './turn';

/** For how long a redelivered activity is known as already answered. */
const REDELIVERY_MS = 10 * 60_000;

/**
 * Teams delivers an activity again when it heard no answer in time. True for the first delivery; the claim is made
 * before any work. For activities that send something: clicks that change a state are safe to repeat by that state.
 */
export async function isFirstDelivery(memory: Pick<ChatMemory, 'claimOnce'>, turn: Turn): Promise<boolean> {
  const { type, conversation, id }: Partial<Activity> = turn.context.activity;
  if (typeof id !== 'string' || id === '') return true;
  const until = new Date(turn.now.getTime() + REDELIVERY_MS);
  return memory.claimOnce(`${type}|${conversation?.id}|${id}`, turn.now, until);
}
