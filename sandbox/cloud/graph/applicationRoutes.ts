import type { SandboxApplication } from '../../world/applications';
import type { CloudAnswer } from '../hostHandler';
import { badRequest, type GraphRequest, type GraphRoute, notFound } from './graphRequest';
import { answerCollection, answerOne } from './odataQuery';
import { servicePrincipalRows } from './principalShapes';
import { applicationRow, assignedPolicyRow, personRow } from './shapes';

const reading = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'];
const applications = { name: 'applications', type: 'microsoft.graph.application' };

/** `/applications/{id}` or `/applications(appId='…')`, and what follows. */
export function applicationPattern(rest: string): RegExp {
  return new RegExp(`^/v1\\.0/applications(?:/(?<id>[^/()]+)|\\(appId='(?<appId>[^']+)'\\))${rest}$`);
}

/** Everything that reads applications. */
export const applicationRoutes: readonly GraphRoute[] = [
  { method: 'GET', pattern: /^\/v1\.0\/applications$/, needs: reading, answer: list },
  { method: 'GET', pattern: applicationPattern(''), needs: reading, answer: one },
  { method: 'GET', pattern: applicationPattern('/owners'), needs: reading, answer: owners },
  {
    method: 'GET',
    pattern: applicationPattern('/owners/microsoft\\.graph\\.user'),
    needs: reading,
    answer: ownerPeople,
  },
  {
    method: 'GET',
    pattern: applicationPattern('/appManagementPolicies'),
    needs: ['Policy.Read.ApplicationConfiguration', 'Policy.Read.All'],
    answer: assignedPolicies,
  },
  { method: 'GET', pattern: applicationPattern('/federatedIdentityCredentials'), needs: reading, answer: federated },
];

function list(request: GraphRequest): CloudAnswer {
  const { world } = request;
  const lag = readLag(request);
  const rows = world.applications.map((application) => applicationRow(world, application, lag));
  return answerCollection(request, { ...applications, rows });
}

function one(request: GraphRequest): CloudAnswer {
  const row = applicationRow(request.world, requireApplication(request), readLag(request));
  return answerOne(request, applications, row);
}

function owners(request: GraphRequest): CloudAnswer {
  const rows = [...ownerRows(request), ...botAsOwner(request)];
  return answerCollection(request, {
    name: 'directoryObjects',
    type: 'microsoft.graph.directoryObject',
    rows,
    withTypes: true,
  });
}

function ownerPeople(request: GraphRequest): CloudAnswer {
  return answerCollection(request, { name: 'users', type: 'microsoft.graph.user', rows: ownerRows(request) });
}

function ownerRows(request: GraphRequest): ReturnType<typeof personRow>[] {
  const { ownerIds } = requireApplication(request);
  return request.world.people.filter(({ objectId }) => ownerIds.includes(objectId)).map(personRow);
}

function botAsOwner(request: GraphRequest): ReturnType<typeof personRow>[] {
  const { world } = request;
  const isBot = ({ id }: ReturnType<typeof personRow>): boolean => id === world.bot.servicePrincipalId;
  return requireApplication(request).botIsOwner ? servicePrincipalRows(world).filter(isBot) : [];
}

function assignedPolicies(request: GraphRequest): CloudAnswer {
  const { policyId } = requireApplication(request);
  const rows = request.world.policies.assigned.filter(({ id }) => id === policyId).map(assignedPolicyRow);
  return answerCollection(request, {
    name: 'policies/appManagementPolicies',
    type: 'microsoft.graph.appManagementPolicy',
    rows,
  });
}

function federated(request: GraphRequest): CloudAnswer {
  requireApplication(request);
  return answerCollection(request, {
    name: 'federatedIdentityCredentials',
    type: 'microsoft.graph.federatedIdentityCredential',
    rows: [],
  });
}

/** The application that the route names. @throws AnswerError */
export function requireApplication({ world, params }: GraphRequest): SandboxApplication {
  const { id, appId } = params;
  const wanted = (id ?? appId ?? '').toLowerCase();
  if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(wanted)) {
    throw badRequest(`Invalid object identifier '${id}'.`);
  }
  const found = world.applications.find((one) => (id === undefined ? one.appId : one.objectId) === wanted);
  if (!found) {
    throw notFound(wanted);
  }
  return found;
}

/** How far behind this read is: a fault that is switched on, or not at all. */
function readLag({ world, method, path }: GraphRequest): number {
  const fault = world.faults.take('graph', method, path, ['directory_lag']);
  return fault?.kind === 'directory_lag' ? fault.milliseconds : 0;
}
