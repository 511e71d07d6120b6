/** Every part of a path that may be said of a request; whatever else stands in one selects something. */
const SAID = new Set([
  'addPassword',
  'appCatalogs',
  'appCredentialSignInActivities',
  'appManagementPolicies',
  'applications',
  'chat',
  'checkMemberGroups',
  'defaultAppManagementPolicy',
  'groups',
  'installedApps',
  'microsoft.graph.application',
  'microsoft.graph.user',
  'ownedObjects',
  'owners',
  'policies',
  'removePassword',
  'reports',
  'servicePrincipals',
  'teamsApps',
  'teamwork',
  'transitiveMembers',
  'users',
]);

/** `/applications/…/addPassword` for `/applications/<id>/addPassword`: the path without ids, names or what was asked for. */
export function operationOf(path: string): string {
  const parts = path
    .replace(/^https:\/\/[^/]+/, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/(v1\.0|beta)(?=\/)/, '')
    .split('/')
    .filter((part) => part !== '');
  return `/${parts.map((part) => (SAID.has(part) ? part : '…')).join('/')}`;
}
