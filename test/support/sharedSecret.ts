import type { VisibleMessage } from '../../sandbox/teams/teamsSimulator';
import type { AsPerson, Wishes } from './asPerson';
import type { Scenario } from './scenario';

/** A vaulted secret of Alex's, shared and owned by Megan where the wishes say nothing else. @returns its reference */
export function sharedSecret(world: Scenario, wishes: Partial<Wishes> & Pick<Wishes, 'name'>): Promise<string> {
  const usual = { application: 'Build Pipeline', vault: true, share: true, owner: 'megan' };
  return world.personal('alex').created({ ...usual, ...wishes });
}

/** Asks for access in one line. @returns the message that shows how the request stands */
export async function ask(person: AsPerson, reference: string, reason: string): Promise<VisibleMessage> {
  await person.say(`request ${reference} for 4h because ${reason}`);
  return person.sees('Your request waits for a decision', reason);
}

/** The card on which this person can decide. */
export function asked(person: AsPerson, reason: string): Promise<VisibleMessage> {
  return person.seesButton('Approve', reason);
}

/** Asks, and has it approved for four hours by `approver`. @returns the card that opens the value */
export async function grant(
  world: Scenario,
  by: { readonly holder: AsPerson; readonly approver: string; readonly reference: string; readonly name: string },
): Promise<VisibleMessage> {
  const reason = `somebody needs ${by.name}`;
  await ask(by.holder, by.reference, reason);
  const approver = world.personal(by.approver);
  await approver.press(await asked(approver, reason), 'Approve');
  return by.holder.carrierOf(by.name);
}
