import type { SandboxApplication } from './applications';
import type { SandboxPerson } from './people';
import { stableGuid } from './stableGuid';

/** Many more people than anybody wants to look at, for load: `crowd-001`, `crowd-002`, … Each has met the bot. */
export function crowdPeople(count: number, domain: string): SandboxPerson[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    const key = `crowd-${number}`;
    const mail = `worker.${number}@${domain}`;
    return {
      key,
      objectId: stableGuid(`person ${key}`),
      teamsId: `29:1${Buffer.from(stableGuid(`teams ${key}`)).toString('base64url')}`,
      displayName: `Worker ${number}`,
      givenName: 'Worker',
      surname: number,
      userPrincipalName: mail,
      mail,
      jobTitle: 'Worker',
      kind: 'member',
      enabled: true,
      locale: 'en-US',
      timeZone: 'Europe/Berlin',
      usesTeams: true,
      meetsBot: true,
      onlyPersonal: true,
    };
  });
}

/** One application for each of them, owned by them. */
export function crowdApplications(people: readonly SandboxPerson[], now: Date): SandboxApplication[] {
  return people.map(({ key, objectId, surname }) => ({
    key: applicationOf(key),
    objectId: stableGuid(`application ${key}`),
    appId: stableGuid(`client ${key}`),
    displayName: `Works ${surname}`,
    signInAudience: 'AzureADMyOrg',
    createdAt: now,
    ownerIds: [objectId],
    botIsOwner: true,
    credentials: [],
  }));
}

/** Key of the application that one of the crowd owns. */
export function applicationOf(personKey: string): string {
  return `Works of ${personKey}`;
}
