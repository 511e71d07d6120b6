import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import type { World } from '../world/world';
import type { BotDatabase } from './botDatabase';
import { errorResponse, MessageReader, passwordMessage, passwordRequest, userIn } from './wireMessages';

/** The bot's database behind what Azure Database for PostgreSQL has in front of its servers, on loopback. */
export interface AzureDatabase {
  readonly port: number;
  /** The address for the bot, which has no password. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Certificate and key for the database's host name, PEM. */
export interface HostCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** The name under which the server knows the bot's identity. */
const IDENTITY = 'secretbot-identity';
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Starts the front: TLS only, and no password but a token of Entra, for this audience and this identity. What it lets in
 * it leads to the real server.
 *
 * Source: https://learn.microsoft.com/en-us/azure/postgresql/security/security-entra-concepts
 */
export async function startAzureDatabase(
  world: World,
  database: BotDatabase,
  certificate: HostCertificate,
): Promise<AzureDatabase> {
  const password = await addIdentity(database);
  const context = tls.createSecureContext({ cert: certificate.certificate, key: certificate.privateKey });
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    serve({ world, socket, context, port: database.server.port, password }).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const name = new URL(database.url).pathname;
  return {
    port,
    url: `postgres://${IDENTITY}@${world.cloud.databaseHost}:5432${name}?sslmode=verify-full`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Makes the identity the database's owner. The real server knows it by a password that only this front has. */
async function addIdentity(database: BotDatabase): Promise<string> {
  const password = randomBytes(18).toString('hex');
  await database.ask(`create role "${IDENTITY}" login password '${password}'`);
  const name = new URL(database.url).pathname.slice(1);
  await database.ask(`alter database "${name}" owner to "${IDENTITY}"`);
  const [row] = await database.ask('show hba_file');
  const file = String(row?.['hba_file']);
  writeFileSync(file, `host all "${IDENTITY}" 127.0.0.1/32 password\n${readFileSync(file, 'utf8')}`);
  await database.ask('select pg_reload_conf()');
  return password;
}

interface Visit {
  readonly world: World;
  readonly socket: net.Socket;
  readonly context: tls.SecureContext;
  /** Of the real server. */
  readonly port: number;
  readonly password: string;
}

async function serve({ world, socket, context, port, password }: Visit): Promise<void> {
  const asked = await new MessageReader(socket).next('startup');
  if (!asked.equals(SSL_REQUEST)) {
    socket.end(errorResponse('28000', 'no pg_hba.conf entry for this host, no encryption'));
    return;
  }
  socket.write('S');
  const client = new tls.TLSSocket(socket, { isServer: true, secureContext: context });
  client.on('error', () => socket.destroy());
  const reader = new MessageReader(client);
  const startup = await reader.next('startup');
  client.write(passwordRequest);
  const token = (await reader.next('message')).subarray(5, -1).toString();
  if (userIn(startup) !== IDENTITY || !isBots(world, token)) {
    client.end(errorResponse('28P01', `password authentication failed for user "${userIn(startup)}"`));
    return;
  }
  const upstream = net.connect(port, '127.0.0.1');
  upstream.on('error', () => client.destroy());
  upstream.write(startup);
  // The real server asks the same question; its answer is this front's own.
  await new MessageReader(upstream).next('message');
  upstream.write(passwordMessage(password));
  client.pipe(upstream).pipe(client);
}

function isBots({ tokens, cloud, bot }: World, token: string): boolean {
  return tokens.check(`Bearer ${token}`, cloud.audiences.database)?.['appid'] === bot.appId;
}
