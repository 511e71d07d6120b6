import type { Grant, GrantIds } from '../../adapters/graph/graphProbe';
import { type GraphPermission, graphPermissions } from '../../adapters/graph/permissions';
import { ProbeFailure } from '../../adapters/probeFailure';
import type { Config } from '../../config';
import type { Check } from '../checks';
import { type Finding, fault, note, ok, unknown } from '../finding';

const GRAPH = 'Microsoft Graph';

/** Whether the bot has the permissions that it needs, and no others. */
export const permissions: Check = {
  title: 'Permissions in Microsoft Graph',
  look: async ({ config, graphUrl, graph, signIn }) => {
    const { roles, principalId } = await signIn('graph');
    const granted = await listed(async () => {
      const ids = await graph.grantIds();
      return { ids, grants: await graph.grants(principalId, ids) };
    });
    const findings = [
      ...missing({ config, graphUrl, roles, principalId, ...granted }),
      ...tooMuch({ config, graphUrl, roles, principalId, ...granted }),
    ];
    const good = findings.some(({ kind }) => kind === 'fault')
      ? []
      : [ok('SecretBot has every permission that it needs.')];
    return [...good, ...findings, ...(granted ? [] : [notListed])];
  },
};

/** What is known of the bot's permissions: those in its token and, where it may read them, those that were granted. */
interface Known {
  readonly config: Config;
  readonly graphUrl: string;
  readonly roles: readonly string[];
  readonly principalId: string;
  readonly ids?: GrantIds;
  readonly grants?: readonly Grant[];
}

const notListed = unknown(
  'grants_not_listed',
  'What was granted could not be listed, so permissions of other services than Microsoft Graph were not looked at.',
  'Grant Application.Read.All, then run this again.',
);

function missing(known: Known): readonly Finding[] {
  const lacking = graphPermissions.filter(({ name }) => !known.roles.includes(name));
  return lacking.filter((one) => isWanted(one, known.config)).map((one) => missingFinding(one, known));
}

function missingFinding(permission: GraphPermission, known: Known): Finding {
  const { name, why, without } = permission;
  if (known.grants?.some((one) => one.of === GRAPH && one.permission === name)) {
    return note(
      'not_in_token_yet',
      `${name} is granted, but the token that SecretBot gets does not have it yet.`,
      'Wait, then start SecretBot again: tokens last an hour, those of a managed identity up to a day.',
    );
  }
  const says = `${name} is missing. SecretBot needs it to ${why}. ${without}`;
  const remedy = grantCommand(name, known);
  return permission.neededFor === 'last_use'
    ? note('permission_useful', says, ...remedy)
    : fault('permission_missing', says, ...remedy);
}

/** Whether this installation asks for it. */
function isWanted({ neededFor }: GraphPermission, config: Config): boolean {
  switch (neededFor) {
    case 'everything':
    case 'last_use':
      return true;
    case 'groups':
      return config.adminGroupId !== undefined || config.locations.some((one) => one.usersGroupId !== undefined);
    case 'installing':
      return config.teamsAppId !== undefined;
  }
}

function tooMuch(known: Known): readonly Finding[] {
  const { config, roles, grants = [] } = known;
  const wanted = graphPermissions.filter((one) => isWanted(one, config)).map(({ name }) => name);
  const inGraph = new Set([...roles, ...grants.filter(({ of }) => of === GRAPH).map((one) => one.permission)]);
  const inOthers = grants.filter(({ of }) => of !== GRAPH);
  return [
    ...[...inGraph].filter((name) => !wanted.includes(name)).map((name) => tooMuchInGraph(name, known)),
    ...inOthers.map((one) =>
      fault(
        'permission_too_much',
        `SecretBot has a permission of ${one.of} (${one.permission}) that it does not use.`,
        ...revokeCommand(one, known),
      ),
    ),
  ];
}

function tooMuchInGraph(name: string, known: Known): Finding {
  const grant = known.grants?.find(({ of, permission }) => of === GRAPH && permission === name);
  const remedy = grant
    ? revokeCommand(grant, known)
    : ['Its token has it until it ends, though nobody grants it any more: start SecretBot again in an hour.'];
  const ours = graphPermissions.some((one) => one.name === name);
  if (ours) {
    return note('permission_unused', `${name} is granted, but nothing in the settings makes use of it.`, ...remedy);
  }
  const risk = /^(Application|AppRoleAssignment|Directory|RoleManagement)\.ReadWrite\./.test(name)
    ? ' Whoever takes over SecretBot could take over the whole tenant with it.'
    : '';
  const says = `${name} is granted, and SecretBot does not need it.${risk}`;
  return grant || known.grants === undefined
    ? fault('permission_too_much', says, ...(known.grants ? remedy : adminCenter('remove', name)))
    : note('permission_ending', says, ...remedy);
}

/** For registrations and managed identities alike; the admin center can do it for registrations only. */
function grantCommand(name: string, { graphUrl, principalId, ids }: Known): readonly string[] {
  const role = ids?.roles.get(name);
  if (!ids || role === undefined) return adminCenter('add', name);
  const body = JSON.stringify({ principalId, resourceId: ids.graphId, appRoleId: role });
  return [
    'A Privileged Role Administrator runs this, in the Azure Cloud Shell:',
    `az rest --method post --url ${graphUrl}/v1.0/servicePrincipals/${principalId}/appRoleAssignments --body '${body}'`,
  ];
}

function revokeCommand({ id }: Grant, { graphUrl, principalId }: Known): readonly string[] {
  return [
    'A Privileged Role Administrator takes it back with this, in the Azure Cloud Shell:',
    `az rest --method delete --url ${graphUrl}/v1.0/servicePrincipals/${principalId}/appRoleAssignments/${id}`,
  ];
}

function adminCenter(what: 'add' | 'remove', name: string): readonly string[] {
  return what === 'add'
    ? [
        `In the Microsoft Entra admin center, App registrations, SecretBot, API permissions: add ${name}`,
        '(Microsoft Graph, Application permissions), then choose “Grant admin consent”.',
      ]
    : [
        `In the Microsoft Entra admin center, App registrations, SecretBot, API permissions: remove ${name}`,
        'and revoke the admin consent for it.',
      ];
}

/** Without the permission to read applications what was granted can't be listed either. */
async function listed<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ProbeFailure && error.look.status === 403) return undefined;
    throw error;
  }
}
