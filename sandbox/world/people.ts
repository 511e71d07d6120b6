import { stableGuid } from './stableGuid';

/** A person of the sandbox's tenant, as Entra and Teams know them. */
export interface SandboxPerson {
  /** Short name for tests and the page's address: `alex`. */
  readonly key: string;
  readonly objectId: string;
  /** Teams' own id of the person, `29:…`; different from the object id, as in Teams. */
  readonly teamsId: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly userPrincipalName: string;
  readonly mail: string;
  readonly jobTitle: string;
  readonly kind: 'member' | 'guest';
  /** Tests may disable a person while the sandbox runs. */
  enabled: boolean;
  /** The language of their Teams; tests may change it while the sandbox runs. */
  locale: string;
  readonly timeZone: string;
  /** Whether the page offers to be this person; the disabled one and the guest only exist in the directory. */
  readonly usesTeams: boolean;
  /** Whether the app is rolled out to the person, who is in the group chat and the team then; who is not never met the bot. */
  readonly meetsBot: boolean;
  /** True for the crowd, which is in no group chat and no team. */
  readonly onlyPersonal?: boolean;
}

/** A group of the tenant; only direct members, which is what the bot's question ("is a member of") comes down to. */
export interface SandboxGroup {
  readonly id: string;
  readonly displayName: string;
  readonly memberIds: string[];
}

interface Seed {
  key: string;
  name: string;
  title: string;
  kind?: 'guest';
  disabled?: true;
  newcomer?: true;
}

const seeds: readonly Seed[] = [
  { key: 'alex', name: 'Alex Rivera', title: 'Platform Engineer' },
  { key: 'megan', name: 'Megan Osei', title: 'Service Owner, Finance' },
  { key: 'lee', name: 'Lee Tanaka', title: 'Developer' },
  { key: 'nora', name: 'Nora Lindqvist', title: 'Identity Administrator' },
  { key: 'priya', name: 'Priya Nair', title: 'Security Officer', newcomer: true },
  { key: 'dana', name: 'Dana Petrov', title: 'Former Contractor', disabled: true },
  { key: 'gus', name: 'Gus Weber', title: 'Consultant', kind: 'guest' },
];

/** The people of Contoso, new objects on every call. */
export function seedPeople(domain: string): SandboxPerson[] {
  return seeds.map((seed) => {
    const [givenName = seed.name, surname = ''] = seed.name.split(' ');
    const member = `${givenName}.${surname}`.toLowerCase();
    const mail = seed.kind === 'guest' ? `${member}@fabrikam.example` : `${member}@${domain}`;
    return {
      key: seed.key,
      objectId: stableGuid(`person ${seed.key}`),
      teamsId: `29:1${Buffer.from(stableGuid(`teams ${seed.key}`)).toString('base64url')}`,
      displayName: seed.name,
      givenName,
      surname,
      userPrincipalName: seed.kind === 'guest' ? `${mail.replace('@', '_')}#EXT#@${domain}` : mail,
      mail,
      jobTitle: seed.title,
      kind: seed.kind ?? 'member',
      enabled: !seed.disabled,
      locale: 'en-US',
      timeZone: 'Europe/Berlin',
      usesTeams: !seed.disabled && seed.kind !== 'guest',
      meetsBot: !seed.disabled && seed.kind !== 'guest' && !seed.newcomer,
    };
  });
}

/** The administrators' group, with Nora in it. */
export function seedGroups(people: readonly SandboxPerson[]): SandboxGroup[] {
  const administrators = people.filter((person) => person.key === 'nora').map((person) => person.objectId);
  return [
    { id: stableGuid('group administrators'), displayName: 'SecretBot administrators', memberIds: administrators },
    {
      id: stableGuid('group platform'),
      displayName: 'Contoso Platform',
      memberIds: people.filter((person) => person.meetsBot).map((person) => person.objectId),
    },
  ];
}
