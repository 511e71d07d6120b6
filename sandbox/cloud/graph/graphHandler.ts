import { randomUUID } from 'node:crypto';
import type { World } from '../../world/world';
import { requireToken } from '../bearer';
import { graphError } from '../errorBodies';
import { AnswerError, answering, type CloudAnswer, type CloudRequest, type HostHandler } from '../hostHandler';
import { applicationRoutes } from './applicationRoutes';
import { badRequest, forbidden, type GraphRequest } from './graphRequest';
import { passwordRoutes } from './passwordRoutes';
import { peopleRoutes } from './peopleRoutes';
import { principalRoutes } from './principalRoutes';
import { teamworkRoutes } from './teamworkRoutes';
import { tenantRoutes } from './tenantRoutes';

const routes = [
  ...applicationRoutes,
  ...passwordRoutes,
  ...peopleRoutes,
  ...principalRoutes,
  ...tenantRoutes,
  ...teamworkRoutes,
];

/** Microsoft Graph at graph.microsoft.com: the tenant's directory, as the token's permissions allow. */
export function graphHandler(world: World): HostHandler {
  return answering((request) => withGraphHeaders(request, () => answer(world, request)));
}

function answer(world: World, request: CloudRequest): CloudAnswer {
  const claims = requireToken(world, request, world.cloud.audiences.graph, () => unauthenticated(request));
  for (const route of routes) {
    const match = route.method === request.method ? route.pattern.exec(request.path) : null;
    if (match) {
      const roles = Array.isArray(claims['roles']) ? claims['roles'].map(String) : [];
      if (!route.needs.some((role) => roles.includes(role))) {
        throw forbidden();
      }
      const asked: GraphRequest = {
        ...request,
        world,
        roles,
        params: { ...match.groups },
        callerId: String(claims['oid']),
      };
      return route.answer(asked);
    }
  }
  throw badRequest(`Resource not found for the segment '${request.path.split('/').at(-1) ?? ''}'.`, 'BadRequest');
}

function unauthenticated({ headers }: CloudRequest): CloudAnswer {
  const message = headers.authorization ? 'Access token validation failure.' : 'Access token is empty.';
  return graphError(401, 'InvalidAuthenticationToken', message);
}

/** Every answer of Graph names its request, errors too. */
function withGraphHeaders(request: CloudRequest, work: () => CloudAnswer): CloudAnswer {
  const requestId = randomUUID();
  const own = {
    'request-id': requestId,
    'client-request-id': String(request.headers['client-request-id'] ?? requestId),
    'odata-version': '4.0',
    'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"0","ScaleUnit":"000"}}',
  };
  const answered = attempt(work);
  return { ...answered, headers: { ...own, ...answered.headers } };
}

function attempt(work: () => CloudAnswer): CloudAnswer {
  try {
    return work();
  } catch (error) {
    if (error instanceof AnswerError) {
      return error.answer;
    }
    throw error;
  }
}
