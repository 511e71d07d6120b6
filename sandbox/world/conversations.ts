import type { SandboxPerson } from './people';
import { stableGuid } from './stableGuid';

/** A channel of a team; the channel General has the team's own id, as in Teams. */
export interface SandboxChannel {
  readonly id: string;
  readonly name: string;
}

/** The places where people meet the bot. Ids have the forms Teams gives them. */
export interface SandboxConversations {
  /** The personal chat of each person with the bot, by the person's key. */
  readonly personal: Readonly<Record<string, string>>;
  readonly groupChat: { readonly id: string; readonly name: string; readonly memberKeys: readonly string[] };
  readonly team: {
    readonly id: string;
    readonly name: string;
    /** Entra group behind the team. */
    readonly groupId: string;
    readonly memberKeys: readonly string[];
    readonly channels: readonly SandboxChannel[];
  };
}

const hex = (name: string): string => stableGuid(name).replaceAll('-', '');

/** The conversations of Contoso: one personal chat each, the group chat "Release crew", the team "Contoso Platform". */
export function seedConversations(people: readonly SandboxPerson[]): SandboxConversations {
  const present = people.filter((person) => person.usesTeams);
  const memberKeys = present.filter((person) => person.meetsBot && !person.onlyPersonal).map((person) => person.key);
  const general = `19:${hex('channel general')}@thread.tacv2`;
  return {
    personal: Object.fromEntries(present.map((person) => [person.key, `a:1${hex(`personal ${person.key}`)}`])),
    groupChat: { id: `19:${hex('group chat')}@thread.v2`, name: 'Release crew', memberKeys },
    team: {
      id: general,
      name: 'Contoso Platform',
      groupId: stableGuid('group platform'),
      memberKeys,
      channels: [
        { id: general, name: 'General' },
        { id: `19:${hex('channel deployments')}@thread.tacv2`, name: 'Deployments' },
      ],
    },
  };
}
