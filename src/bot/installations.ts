import type { Activity } from 'botbuilder';
import { welcomeCard } from '../cards/welcomeCard';
import type { BotDeps } from './deps';
import type { Turn } from './turn';

/** Longer than any installation lasts: the welcome is said once until the bot is removed. */
const FOREVER_MS = 100 * 365 * 24 * 60 * 60 * 1000;

/** Says hello where the bot was added. Teams announces one installation by two activities; one of them is answered. */
export class Installations {
  constructor(readonly deps: Pick<BotDeps, 'messages' | 'memory'>) {}

  async added(turn: Turn): Promise<void> {
    const claim = claimOf(turn);
    if (!(await this.deps.memory.claimOnce(claim, turn.now, new Date(turn.now.getTime() + FOREVER_MS)))) return;
    try {
      await this.deps.messages.sendOpenly(placeOf(turn), welcomeCard({ where: whereIn(turn) }, turn.words));
    } catch (error) {
      await this.deps.memory.releaseOnce(claim);
      throw error;
    }
  }

  async removed(turn: Turn): Promise<void> {
    await this.deps.memory.releaseOnce(claimOf(turn));
    if (turn.origin.kind !== 'personal') return;
    await this.deps.memory.forgetPersonalChat(turn.actor.tenantId, turn.actor.objectId);
  }
}

/** Whether the bot itself is among these members. */
export function includesBot(members: Activity['membersAdded'], activity: Activity): boolean {
  return Array.isArray(members) && members.some((member) => member?.id === activity.recipient?.id);
}

/** One installation is one conversation; a team is its General channel, whatever thread the activity names. */
function placeOf(turn: Turn): Turn['origin'] {
  const [conversationId = ''] = turn.origin.conversationId.split(';');
  return { ...turn.origin, conversationId };
}

function claimOf(turn: Turn): string {
  return `welcome|${turn.actor.tenantId}|${placeOf(turn).conversationId}`;
}

function whereIn(turn: Turn): 'personal' | 'groupChat' | 'team' {
  return turn.origin.kind === 'channel' ? 'team' : turn.origin.kind;
}
