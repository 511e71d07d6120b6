import type { SandboxGroup, SandboxPerson } from '../../world/people';
import type { CloudAnswer } from '../hostHandler';
import { badRequest, bodyOf, type GraphRequest, type GraphRoute, metadata, notFound } from './graphRequest';
import type { Row } from './odataFilter';
import { answerCollection, answerOne } from './odataQuery';
import { servicePrincipalRows } from './principalShapes';
import { applicationRow, defaultPersonFields, personRow } from './shapes';

const readingPeople = ['User.Read.All', 'Directory.Read.All'];
const readingGroups = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];
const users = { name: 'users', type: 'microsoft.graph.user' };
const objects = { name: 'directoryObjects', type: 'microsoft.graph.directoryObject', withTypes: true };
const user = '/v1\\.0/users/(?<user>[^/]+)';

/** People, their groups and what they own. */
export const peopleRoutes: readonly GraphRoute[] = [
  { method: 'GET', pattern: /^\/v1\.0\/users$/, needs: readingPeople, answer: list },
  { method: 'GET', pattern: new RegExp(`^${user}$`), needs: readingPeople, answer: one },
  { method: 'GET', pattern: new RegExp(`^${user}/ownedObjects$`), needs: readingPeople, answer: owned },
  {
    method: 'GET',
    pattern: new RegExp(`^${user}/ownedObjects/microsoft\\.graph\\.application$`),
    needs: readingPeople,
    answer: ownedApplications,
  },
  { method: 'GET', pattern: new RegExp(`^${user}/(?:transitiveM|m)emberOf$`), needs: readingGroups, answer: memberOf },
  { method: 'POST', pattern: new RegExp(`^${user}/checkMemberGroups$`), needs: readingGroups, answer: checkGroups },
  {
    method: 'GET',
    pattern: /^\/v1\.0\/groups\/(?<group>[^/]+)\/(?:transitiveM|m)embers(?:\/microsoft\.graph\.user)?$/,
    needs: readingGroups,
    answer: members,
  },
  {
    method: 'POST',
    pattern: /^\/v1\.0\/directoryObjects\/getByIds$/,
    needs: ['Directory.Read.All', ...readingPeople],
    answer: byIds,
  },
];

function list(request: GraphRequest): CloudAnswer {
  return answerCollection(withDefaults(request), { ...users, rows: request.world.people.map(personRow) });
}

function one(request: GraphRequest): CloudAnswer {
  return answerOne(withDefaults(request), users, personRow(requirePerson(request)));
}

function owned(request: GraphRequest): CloudAnswer {
  return answerCollection(request, { ...objects, rows: applicationsOf(request) });
}

function ownedApplications(request: GraphRequest): CloudAnswer {
  const rows = applicationsOf(request);
  return answerCollection(request, { name: 'applications', type: 'microsoft.graph.application', rows });
}

function applicationsOf(request: GraphRequest): Row[] {
  const { world } = request;
  const { objectId } = requirePerson(request);
  return world.applications
    .filter(({ ownerIds }) => ownerIds.includes(objectId))
    .map((application) => applicationRow(world, application));
}

function memberOf(request: GraphRequest): CloudAnswer {
  return answerCollection(request, { ...objects, rows: groupsOf(request).map(groupRow) });
}

function checkGroups(request: GraphRequest): CloudAnswer {
  const { groupIds } = bodyOf(request, ['groupIds', '@odata.type']);
  if (!Array.isArray(groupIds) || groupIds.length === 0 || groupIds.length > 20) {
    throw badRequest('The number of group ids must be between 1 and 20.');
  }
  const value = groupsOf(request)
    .map(({ id }) => id)
    .filter((id) => groupIds.includes(id));
  return { status: 200, body: { '@odata.context': `${metadata}#Collection(Edm.String)`, value } };
}

function members(request: GraphRequest): CloudAnswer {
  const { world, params, path } = request;
  const group = world.groups.find(({ id }) => id === params['group']?.toLowerCase());
  if (!group) {
    throw notFound(params['group'] ?? '');
  }
  const rows = world.people.filter(({ objectId }) => group.memberIds.includes(objectId)).map(personRow);
  return answerCollection(request, path.endsWith('user') ? { ...users, rows } : { ...objects, rows });
}

function byIds(request: GraphRequest): CloudAnswer {
  const { ids, types } = bodyOf(request, ['ids', 'types', '@odata.type']);
  if (!Array.isArray(ids) || ids.length > 1_000) {
    throw badRequest('ids must be a list of 1000 object ids at most.');
  }
  const { world } = request;
  const all: Row[] = [
    ...world.people.map(personRow),
    ...world.applications.map((application) => applicationRow(world, application)),
    ...servicePrincipalRows(world),
    ...world.groups.map(groupRow),
  ];
  const wanted = (row: Row): boolean =>
    ids.includes(row['id']) &&
    (!Array.isArray(types) || types.includes(String(row['@odata.type']).replace('#microsoft.graph.', '')));
  return { status: 200, body: { '@odata.context': `${metadata}#directoryObjects`, value: all.filter(wanted) } };
}

function groupsOf(request: GraphRequest): readonly SandboxGroup[] {
  const { objectId } = requirePerson(request);
  return request.world.groups.filter(({ memberIds }) => memberIds.includes(objectId));
}

function groupRow({ id, displayName }: SandboxGroup): Row {
  return { '@odata.type': '#microsoft.graph.group', id, displayName, deletedDateTime: null, securityEnabled: true };
}

/** By object id or sign-in name. @throws AnswerError */
export function requirePerson({ world, params }: GraphRequest): SandboxPerson {
  const wanted = (params['user'] ?? '').toLowerCase();
  const person = world.people.find(
    ({ objectId, userPrincipalName }) => objectId === wanted || userPrincipalName.toLowerCase() === wanted,
  );
  if (!person) {
    throw notFound(params['user'] ?? '');
  }
  return person;
}

function withDefaults(request: GraphRequest): GraphRequest {
  if (request.query.has('$select')) {
    return request;
  }
  const query = new URLSearchParams(request.query);
  query.set('$select', defaultPersonFields.join(','));
  return { ...request, query };
}
