import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from '../../world/world';
import { AnswerError, answering, type CloudAnswer, type CloudRequest } from '../hostHandler';
import { issueToken } from './clientCredentials';

/** Where a managed identity's tokens are had on App Service and Container Apps: plain HTTP inside the machine. */
export interface IdentityEndpoint {
  /** The variables by which Azure tells a process of it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts the endpoint for the bot's user-assigned identity.
 *
 * Source: https://learn.microsoft.com/en-us/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export async function startIdentityEndpoint(world: World): Promise<IdentityEndpoint> {
  const secret = randomBytes(16).toString('hex').toUpperCase();
  const server = http.createServer(answering((request) => answer(world, secret, request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: secret },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(world: World, secret: string, { path, query, headers }: CloudRequest): CloudAnswer {
  if (headers['x-identity-header'] !== secret) throw refused(401, 'Unauthorized');
  if (path !== '/msi/token' || query.get('api-version') !== '2019-08-01') throw refused(400, 'Bad request');
  const { bot } = world;
  if (query.get('client_id')?.toLowerCase() !== bot.appId) throw refused(400, 'No such identity is assigned');
  const resource = query.get('resource') ?? '';
  const client = { appId: bot.appId, objectId: bot.servicePrincipalId, roles: bot.roles };
  const { accessToken, lifetimeSeconds } = issueToken(world, client, resource);
  const now = Math.floor(world.clock.now().getTime() / 1_000);
  return {
    status: 200,
    body: {
      access_token: accessToken,
      expires_on: String(now + lifetimeSeconds),
      resource,
      token_type: 'Bearer',
      client_id: bot.appId,
    },
  };
}

function refused(statusCode: number, message: string): AnswerError {
  return new AnswerError({ status: statusCode, body: { statusCode, message } });
}
