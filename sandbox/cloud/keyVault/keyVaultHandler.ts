import { randomUUID } from 'node:crypto';
import type { VaultRefusal } from '../../world/faults';
import type { World } from '../../world/world';
import { requireToken } from '../bearer';
import { keyVaultError } from '../errorBodies';
import { AnswerError, answering, type CloudAnswer, type CloudRequest, type HostHandler } from '../hostHandler';
import { getDeleted, listDeleted, purgeDeleted, recoverDeleted } from './deletedRoutes';
import { deleteSecret, getSecret, listSecrets, listVersions, setSecret, updateSecret } from './secretRoutes';
import { badParameter, type VaultRequest } from './vaultRequest';

type Route = readonly [method: string, pattern: RegExp, answer: (request: VaultRequest) => CloudAnswer];

const routes: readonly Route[] = [
  ['GET', /^\/secrets\/?$/, listSecrets],
  ['GET', /^\/secrets\/(?<name>[^/]+)\/versions$/, listVersions],
  ['PUT', /^\/secrets\/(?<name>[^/]+)$/, setSecret],
  ['GET', /^\/secrets\/(?<name>[^/]+)(?:\/(?<version>[^/]*))?$/, getSecret],
  ['PATCH', /^\/secrets\/(?<name>[^/]+)(?:\/(?<version>[^/]*))?$/, updateSecret],
  ['DELETE', /^\/secrets\/(?<name>[^/]+)$/, deleteSecret],
  ['GET', /^\/deletedsecrets\/?$/, listDeleted],
  ['GET', /^\/deletedsecrets\/(?<name>[^/]+)$/, getDeleted],
  ['DELETE', /^\/deletedsecrets\/(?<name>[^/]+)$/, purgeDeleted],
  ['POST', /^\/deletedsecrets\/(?<name>[^/]+)\/recover$/, recoverDeleted],
];

/** Key Vault at `<vault>.vault.azure.net`: every vault of the world, chosen by the host name. */
export function keyVaultHandler(world: World): HostHandler {
  return answering((request) => {
    const answered = answerOrError(world, request);
    const own = {
      'x-ms-request-id': randomUUID(),
      'x-ms-keyvault-service-version': '1.9.0',
      'x-ms-keyvault-region': 'westeurope',
    };
    return { ...answered, headers: { ...own, ...answered.headers } };
  });
}

/** Errors have a request id like every answer. */
function answerOrError(world: World, request: CloudRequest): CloudAnswer {
  try {
    return answer(world, request);
  } catch (error) {
    if (error instanceof AnswerError) return error.answer;
    throw error;
  }
}

/** Authentication comes first: the first request of a client has no body and wants the challenge. */
function answer(world: World, request: CloudRequest): CloudAnswer {
  const vault = world.vaults.find(({ host }) => host === request.host);
  const asked = challenge(world, vault?.tenantId ?? world.tenant.id);
  const claims = requireToken(world, request, world.cloud.audiences.keyVault, () => asked);
  if (vault?.tenantId !== undefined) {
    throw new AnswerError({ ...asked, body: invalidIssuer(vault.tenantId, world.tenant.id) });
  }
  if (claims['oid'] !== world.bot.servicePrincipalId) {
    throw refusal('ForbiddenByRbac');
  }
  const fault = world.faults.take('keyVault', request.method, request.path, ['vault_refuses']);
  if (fault?.kind === 'vault_refuses') {
    throw refusal(fault.reason);
  }
  if (!vault || !request.query.has('api-version')) {
    throw badParameter('The api-version query parameter is missing.');
  }
  for (const [method, pattern, work] of routes) {
    const match = method === request.method ? pattern.exec(request.path) : null;
    if (match) {
      const { name = '', version = '' } = match.groups ?? {};
      if (match.groups && !/^[0-9a-zA-Z-]{1,127}$/.test(name)) {
        throw badParameter('The request URI contains an invalid name: it may have letters, digits and dashes.');
      }
      return work({ ...request, world, vault, now: world.clock.now().getTime(), name, version });
    }
  }
  throw new AnswerError(keyVaultError(404, 'NotFound', 'The requested resource does not exist.'));
}

const refusals: Readonly<Record<VaultRefusal, string>> = {
  ForbiddenByRbac: 'Caller is not authorized to perform action on resource.',
  ForbiddenByPolicy: 'The user, group or application does not have secrets permission on key vault.',
  ForbiddenByFirewall: 'Client address is not authorized and caller is not a trusted service.',
};

function refusal(reason: VaultRefusal): AnswerError {
  return new AnswerError(keyVaultError(403, 'Forbidden', refusals[reason], reason));
}

function invalidIssuer(expected: string, found: string): unknown {
  const issuer = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;
  const message = `AKV10032: Invalid issuer. Expected one of ${issuer(expected)}, found ${issuer(found)}.`;
  return keyVaultError(401, 'Unauthorized', message).body;
}

function challenge(world: World, tenantId: string): CloudAnswer {
  const { entraHosts, audiences } = world.cloud;
  const authority = `https://${entraHosts[0]}/${tenantId}`;
  return {
    ...keyVaultError(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.'),
    headers: { 'www-authenticate': `Bearer authorization="${authority}", resource="${audiences.keyVault}"` },
  };
}
