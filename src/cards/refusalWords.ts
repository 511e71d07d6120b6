import { azCommand, type OwnershipGap, powerShellCommand } from '../domain/applications/onboarding';
import type { ApplicationRefusal, ErrorDetails } from '../domain/errors';
import type { WordKey, Words } from '../messages/catalogue';
import { executeButton } from './buttons';
import { shortName } from './fact';
import type { Said } from './said';

/** What the button's data may hold. */
const LONGEST_QUERY = 256;

/** Why an application cannot get a secret, each with what to do about it. */
export function refusalSaid(details: ErrorDetails['refused'], applicationName: string, words: Words): Said {
  const { reason, gap } = details;
  const application = shortName(applicationName);
  const heading = (key: WordKey) => ({ key, params: { application } });
  switch (reason) {
    case 'policy_blocks_secrets':
      return {
        heading: heading('refusal.blocksHeading'),
        lines: [{ key: 'refusal.blocks' }],
        more: [{ key: 'refusal.blocksManaged' }, { key: 'refusal.blocksFederated' }],
      };
    case 'bot_cannot_serve':
      return {
        heading: heading('refusal.serveHeading'),
        lines: [{ key: 'refusal.serve' }],
        commands: gap ? commandsFor(gap) : [],
        more: [{ key: gap ? 'refusal.serveThen' : 'refusal.serveAsk' }],
      };
    case 'too_many_secrets':
      return {
        heading: heading('refusal.fullHeading'),
        lines: [{ key: 'refusal.full' }],
        actions: [
          executeButton(
            words,
            'list/show',
            { scope: 'app', application: applicationName.slice(0, LONGEST_QUERY) },
            { title: 'button.listApp' },
          ),
        ],
      };
    case 'no_location':
      return { heading: heading('refusal.locationHeading'), lines: [{ key: 'refusal.location' }] };
  }
}

/** The commands with the ids filled in: whoever reads them has nothing to look up. */
export function commandsFor(gap: OwnershipGap): NonNullable<Said['commands']> {
  return [
    { label: { key: 'refusal.serveAz' }, command: azCommand(gap) },
    { label: { key: 'refusal.servePowerShell' }, command: powerShellCommand(gap) },
  ];
}

/** The same in a sentence or two, to stand under the field where the application was chosen. */
export const shortRefusals: Record<ApplicationRefusal, WordKey> = {
  policy_blocks_secrets: 'refusal.shortBlocks',
  bot_cannot_serve: 'refusal.shortServe',
  too_many_secrets: 'refusal.shortFull',
  no_location: 'refusal.shortLocation',
};
