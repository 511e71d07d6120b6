import type { SandboxPerson } from '../../world/people';
import { graphError } from '../errorBodies';
import { AnswerError, type CloudAnswer } from '../hostHandler';
import { badRequest, bodyOf, type GraphRequest, type GraphRoute, metadata } from './graphRequest';
import type { Row } from './odataFilter';
import { answerCollection } from './odataQuery';
import { requirePerson } from './peopleRoutes';
import { graphTime } from './shapes';

const installing = [
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'TeamsAppInstallation.ReadWriteForUser.All',
  'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All',
];
const reading = [...installing, 'TeamsAppInstallation.ReadForUser.All'];
const installedApps = '/v1\\.0/users/(?<user>[^/]+)/teamwork/installedApps';

/** The app in people's own scope. The catalog holds one app: the bot's. */
export const teamworkRoutes: readonly GraphRoute[] = [
  { method: 'POST', pattern: new RegExp(`^${installedApps}$`), needs: installing, answer: install },
  { method: 'GET', pattern: new RegExp(`^${installedApps}$`), needs: reading, answer: list },
  { method: 'GET', pattern: new RegExp(`^${installedApps}/(?<id>[^/]+)/chat$`), needs: reading, answer: chat },
];

/** Answers 201 without a body; what Teams makes of it the bot hears later. */
function install(request: GraphRequest): CloudAnswer {
  const { world } = request;
  const person = requirePerson(request);
  const body = bodyOf(request, ['teamsApp@odata.bind', 'consentedPermissionSet', '@odata.type']);
  const app = /^https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)\/appCatalogs\/teamsApps\/(?<id>[^/]+)$/i.exec(
    String(body['teamsApp@odata.bind']),
  )?.groups?.['id'];
  if (app === undefined) {
    throw badRequest('teamsApp@odata.bind must be the address of an app in the catalog.', 'BadRequest');
  }
  if (app.toLowerCase() !== world.bot.catalogId) {
    throw new AnswerError(graphError(404, 'NotFound', `No app found with id: '${app}'.`));
  }
  if (world.installations.has(person.key)) {
    throw new AnswerError(graphError(409, 'Conflict', 'App is already installed for the user.'));
  }
  if (!world.installations.install(person.key)) {
    const where = `TenantId: ${world.tenant.id}, UserObjectId: ${person.objectId}, AppId: ${app}, AppType: Private`;
    throw new AnswerError(graphError(403, 'Forbidden', `App is blocked by app permission policy. ${where}`));
  }
  return { status: 201 };
}

/** `$expand=teamsApp`, and `$filter` on `teamsApp/id`, as clients find their own installation. */
function list(request: GraphRequest): CloudAnswer {
  const { world } = request;
  const person = requirePerson(request);
  const query = new URLSearchParams(request.query);
  const expanded = query.get('$expand')?.split(',') ?? [];
  query.delete('$expand');
  const rows: Row[] = world.installations.has(person.key)
    ? [{ id: installationId(request, person), 'teamsApp/id': world.bot.catalogId }]
    : [];
  const collection = { name: `users('${person.objectId}')/teamwork/installedApps`, rows };
  const answer = answerCollection(
    { ...request, query },
    { ...collection, type: 'microsoft.graph.userScopeTeamsAppInstallation' },
  );
  const { value, ...around } = answer.body as { readonly value: readonly Row[] };
  const told = value.map(({ id }) => ({ id, ...(expanded.includes('teamsApp') && { teamsApp: appRow(request) }) }));
  return { ...answer, body: { ...around, value: told } };
}

function chat(request: GraphRequest): CloudAnswer {
  const { world } = request;
  const person = requirePerson(request);
  const id = installationId(request, person);
  if (request.params['id'] !== id || !world.installations.has(person.key)) {
    throw new AnswerError(graphError(404, 'NotFound', 'The requested app is not installed for the user.'));
  }
  const at = graphTime(world.clock.now());
  return {
    status: 200,
    body: {
      '@odata.context': `${metadata}#chats/$entity`,
      id: `19:${person.objectId}_${world.bot.appId}@unq.gbl.spaces`,
      topic: null,
      createdDateTime: at,
      lastUpdatedDateTime: at,
      chatType: 'oneOnOne',
      tenantId: world.tenant.id,
    },
  };
}

/** As Graph makes it: base64 of person and app. */
function installationId({ world }: GraphRequest, { objectId }: SandboxPerson): string {
  return Buffer.from(`${objectId}##${world.bot.catalogId}`).toString('base64');
}

function appRow({ world }: GraphRequest): Row {
  const { catalogId, appId, name } = world.bot;
  return { id: catalogId, externalId: appId, displayName: name, distributionMethod: 'organization' };
}
