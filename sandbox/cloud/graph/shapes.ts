import { type SandboxApplication, type SandboxCredential, visibleCredentials } from '../../world/applications';
import type { SandboxPerson } from '../../world/people';
import type { SandboxPolicy } from '../../world/policies';
import type { World } from '../../world/world';
import type { Row } from './odataFilter';

/** Graph's times: UTC, with a fraction only where there is one. */
export function graphTime(date: Date): string {
  return date.toISOString().replace(/\.?0+Z$/, 'Z');
}

/** An application as Graph answers it, with the credentials that a read this far behind sees. */
export function applicationRow(world: World, application: SandboxApplication, lagMilliseconds = 0): Row {
  return {
    '@odata.type': '#microsoft.graph.application',
    id: application.objectId,
    deletedDateTime: null,
    appId: application.appId,
    applicationTemplateId: null,
    createdDateTime: graphTime(application.createdAt),
    description: null,
    displayName: application.displayName,
    groupMembershipClaims: null,
    identifierUris: [],
    isFallbackPublicClient: null,
    keyCredentials: [],
    notes: null,
    passwordCredentials: visibleCredentials(application, world.clock, lagMilliseconds).map(credentialRow),
    publisherDomain: world.tenant.domain,
    requiredResourceAccess: [],
    signInAudience: application.signInAudience,
    tags: [],
    uniqueName: null,
  };
}

/** A credential as it is read: without its value, for ever. */
export function credentialRow(credential: SandboxCredential): Row {
  return {
    customKeyIdentifier: null,
    displayName: credential.displayName,
    endDateTime: graphTime(credential.expiresAt),
    hint: credential.hint,
    keyId: credential.keyId,
    secretText: null,
    startDateTime: graphTime(credential.startsAt),
  };
}

export function personRow(person: SandboxPerson): Row {
  return {
    '@odata.type': '#microsoft.graph.user',
    businessPhones: [],
    displayName: person.displayName,
    givenName: person.givenName,
    jobTitle: person.jobTitle,
    mail: person.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: person.locale,
    surname: person.surname,
    userPrincipalName: person.userPrincipalName,
    id: person.objectId,
    userType: person.kind === 'guest' ? 'Guest' : 'Member',
    accountEnabled: person.enabled,
    deletedDateTime: null,
  };
}

/** Without $select Graph leaves out what is not in a person's default properties. */
export const defaultPersonFields = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** The restrictions on passwords of one policy, as both kinds of policy list them. */
function passwordRestrictions(policy: SandboxPolicy): Row[] {
  const since = { state: 'enabled', restrictForAppsCreatedAfterDateTime: '2019-01-01T00:00:00Z', excludeActors: null };
  return [
    ...(policy.blocksPasswords ? [{ restrictionType: 'passwordAddition', maxLifetime: null, ...since }] : []),
    ...(policy.maxLifetime ? [{ restrictionType: 'passwordLifetime', maxLifetime: policy.maxLifetime, ...since }] : []),
  ];
}

export function assignedPolicyRow(policy: SandboxPolicy): Row {
  return {
    id: policy.id,
    deletedDateTime: null,
    displayName: policy.displayName,
    description: policy.description,
    isEnabled: policy.isEnabled,
    restrictions: {
      applicationRestrictions: null,
      passwordCredentials: passwordRestrictions(policy),
      keyCredentials: [],
    },
  };
}

export function tenantPolicyRow(policy: SandboxPolicy): Row {
  return {
    id: policy.id,
    deletedDateTime: null,
    displayName: policy.displayName,
    description: policy.description,
    isEnabled: policy.isEnabled,
    applicationRestrictions: {
      identifierUris: null,
      passwordCredentials: passwordRestrictions(policy),
      keyCredentials: [],
    },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  };
}
