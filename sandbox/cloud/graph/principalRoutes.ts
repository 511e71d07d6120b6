import type { CloudAnswer } from '../hostHandler';
import { type GraphRequest, type GraphRoute, notFound } from './graphRequest';
import type { Row } from './odataFilter';
import { answerCollection, answerOne } from './odataQuery';
import { assignmentRows, servicePrincipalRows } from './principalShapes';
import { applicationRow } from './shapes';

const reading = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'];
const principals = { name: 'servicePrincipals', type: 'microsoft.graph.servicePrincipal' };
const one = "/v1\\.0/servicePrincipals(?:/(?<id>[^/()]+)|\\(appId='(?<appId>[^']+)'\\))";

/** Service principals, what is granted to them and what they own. */
export const principalRoutes: readonly GraphRoute[] = [
  { method: 'GET', pattern: /^\/v1\.0\/servicePrincipals$/, needs: reading, answer: list },
  { method: 'GET', pattern: new RegExp(`^${one}$`), needs: reading, answer: onePrincipal },
  { method: 'GET', pattern: new RegExp(`^${one}/appRoleAssignments$`), needs: reading, answer: assignments },
  {
    method: 'GET',
    pattern: new RegExp(`^${one}/ownedObjects/microsoft\\.graph\\.application$`),
    needs: reading,
    answer: owned,
  },
];

function list(request: GraphRequest): CloudAnswer {
  return answerCollection(request, { ...principals, rows: servicePrincipalRows(request.world) });
}

function onePrincipal(request: GraphRequest): CloudAnswer {
  return answerOne(request, principals, requirePrincipal(request));
}

/** Only the bot was granted anything here. */
function assignments(request: GraphRequest): CloudAnswer {
  const rows = isBot(request) ? assignmentRows(request.world) : [];
  return answerCollection(request, { name: 'appRoleAssignments', type: 'microsoft.graph.appRoleAssignment', rows });
}

/** Only the bot owns anything here. */
function owned(request: GraphRequest): CloudAnswer {
  const { world } = request;
  const rows = isBot(request)
    ? world.applications.filter(({ botIsOwner }) => botIsOwner).map((application) => applicationRow(world, application))
    : [];
  return answerCollection(request, { name: 'applications', type: 'microsoft.graph.application', rows });
}

function isBot(request: GraphRequest): boolean {
  return requirePrincipal(request)['id'] === request.world.bot.servicePrincipalId;
}

/** @throws AnswerError */
function requirePrincipal({ world, params }: GraphRequest): Row {
  const { id, appId } = params;
  const row = servicePrincipalRows(world).find((each) => (id ? each['id'] === id : each['appId'] === appId));
  if (!row) {
    throw notFound(id ?? appId ?? '');
  }
  return row;
}
