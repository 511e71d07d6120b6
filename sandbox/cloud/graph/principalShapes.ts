import { stableGuid } from '../../world/stableGuid';
import { botRoles, type World } from '../../world/world';
import type { Row } from './odataFilter';
import { graphTime } from './shapes';

/** Microsoft Graph's own Application (client) ID, as in every tenant. */
const graphAppId = '00000003-0000-0000-c000-000000000000';
const graphPrincipalId = stableGuid('service principal of Microsoft Graph');

/** Permissions that Graph has besides those that somebody granted: tests may grant them. */
const morePermissions = ['Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All', 'Mail.Read'];

/** Service principals: the bot's own, Microsoft Graph's, and a plain one for each application. */
export function servicePrincipalRows(world: World): Row[] {
  const { bot } = world;
  const own = { id: bot.servicePrincipalId, appId: bot.appId, displayName: bot.name };
  const graph = { id: graphPrincipalId, appId: graphAppId, displayName: 'Microsoft Graph' };
  const others = world.applications.map(({ objectId, appId, displayName }) => ({
    id: `${objectId.slice(0, -4)}0005`,
    appId,
    displayName,
  }));
  return [...(bot.principal === 'missing' ? [] : [own]), graph, ...others].map((principal) => ({
    '@odata.type': '#microsoft.graph.servicePrincipal',
    ...principal,
    deletedDateTime: null,
    accountEnabled: principal.id !== bot.servicePrincipalId || bot.principal === 'enabled',
    appDisplayName: principal.displayName,
    appOwnerOrganizationId: world.tenant.id,
    appRoles: principal.id === graphPrincipalId ? permissionsOf(world).map(permissionRow) : [],
    servicePrincipalType: 'Application',
    servicePrincipalNames: [principal.appId],
    signInAudience: 'AzureADMyOrg',
    tags: [],
  }));
}

/** What an administrator granted to the bot: application permissions of Graph, and of other services. */
export function assignmentRows({ bot, clock }: World): Row[] {
  const granted = (bot.grantedRoles ?? bot.roles).map((name) => ['Microsoft Graph', name] as const);
  return [...granted, ...bot.otherGrants].map(([service, permission]) => ({
    id: Buffer.from(stableGuid(`grant ${service} ${permission}`)).toString('base64url'),
    deletedDateTime: null,
    appRoleId: permissionId(service, permission),
    createdDateTime: graphTime(new Date(clock.now().getTime() - 86_400_000)),
    principalDisplayName: bot.name,
    principalId: bot.servicePrincipalId,
    principalType: 'ServicePrincipal',
    resourceDisplayName: service,
    resourceId: service === 'Microsoft Graph' ? graphPrincipalId : stableGuid(`service principal of ${service}`),
  }));
}

function permissionsOf({ bot }: World): readonly string[] {
  return [...new Set([...botRoles, ...bot.roles, ...(bot.grantedRoles ?? []), ...morePermissions])];
}

function permissionRow(name: string): Row {
  return {
    id: permissionId('Microsoft Graph', name),
    allowedMemberTypes: ['Application'],
    description: name,
    displayName: name,
    isEnabled: true,
    origin: 'Application',
    value: name,
  };
}

function permissionId(service: string, name: string): string {
  return stableGuid(`permission ${service} ${name}`);
}
