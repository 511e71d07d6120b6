import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AzureDatabase, startAzureDatabase } from '../database/azureDatabase';
import type { BotDatabase } from '../database/botDatabase';
import type { World } from '../world/world';
import { makeCertificates } from './certificates';
import { entraHandler } from './entra/entraHandler';
import { openIdHandler } from './entra/openIdHandler';
import { exchange } from './exchange';
import { frontDoorHandler } from './frontDoor';
import { graphHandler } from './graph/graphHandler';
import { type HostHandler, send } from './hostHandler';
import { keyVaultHandler } from './keyVault/keyVaultHandler';

/** The stand-ins, listening. */
export interface Cloud {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Certificate of the authority that a client must trust; for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  /** Host names that are served here. */
  readonly hosts: readonly string[];
  /**
   * Variables that a Node process needs, together with `--require <redirect.js>`, to find everything here.
   * `localAddress` is the loopback address that its requests come from; the system chooses when left out.
   */
  environment(localAddress?: string): Record<string, string>;
  /** Set where the cloud has a database. */
  readonly database?: AzureDatabase;
  stop(): Promise<void>;
}

/** What the cloud serves besides its own stand-ins. */
export interface CloudParts {
  /** The Bot Connector. */
  readonly connector?: HostHandler;
  /** A server that Azure Database for PostgreSQL is to stand in front of. */
  readonly database?: BotDatabase;
}

/** Starts Entra, Microsoft Graph, Key Vault and the Bot Connector of this world on one TLS listener on loopback. */
export async function startCloud(world: World, parts: CloudParts = {}): Promise<Cloud> {
  const handlers = handlersByHost(world, parts);
  const hosts = [...handlers.keys()];
  const { databaseHost } = world.cloud;
  const certificates = await makeCertificates([...hosts, databaseHost]);
  const database = parts.database && (await startAzureDatabase(world, parts.database, certificates));
  const others = database && { [`${databaseHost}:5432`]: database.port };
  const server = https.createServer(
    // Long: a client's pooled connection must not be closed in the moment the client uses it again.
    { key: certificates.privateKey, cert: certificates.certificate, keepAliveTimeout: 120_000 },
    (request, response) => {
      const handler = handlers.get((request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase());
      if (handler) {
        handler(request, response);
      } else {
        send(response, { status: 421, body: { error: { code: 'NotServedHere', message: 'Unknown host name.' } } });
      }
    },
  );
  const port = await listen(server);
  const folder = mkdtempSync(join(tmpdir(), 'secretbot-sandbox-'));
  const caFile = join(folder, 'authority.pem');
  writeFileSync(caFile, certificates.authority);
  return {
    host: '127.0.0.1',
    port,
    caFile,
    hosts,
    environment: (localAddress) => {
      const { offsetMilliseconds } = world.clock;
      return {
        NODE_EXTRA_CA_CERTS: caFile,
        SANDBOX_REDIRECT: JSON.stringify({ port, hosts, others, offsetMilliseconds, localAddress }),
      };
    },
    ...(database && { database }),
    stop: async () => {
      await database?.stop();
      await close(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function handlersByHost(world: World, { connector }: CloudParts): Map<string, HostHandler> {
  const entra = exchange(world, 'entra', entraHandler(world));
  const keyVault = exchange(world, 'keyVault', keyVaultHandler(world));
  const handlers = new Map<string, HostHandler>(world.cloud.entraHosts.map((host) => [host, entra]));
  handlers.set(world.cloud.openIdHost, exchange(world, 'entra', openIdHandler(world)));
  handlers.set(world.cloud.graphHost, exchange(world, 'graph', graphHandler(world)));
  for (const { host } of world.vaults) {
    handlers.set(host, keyVault);
  }
  handlers.set(world.frontDoor.host, exchange(world, 'frontDoor', frontDoorHandler(world)));
  if (connector) {
    handlers.set(new URL(world.serviceUrl).host, exchange(world, 'connector', connector));
  }
  return handlers;
}

function listen(server: https.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

function close(server: https.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
