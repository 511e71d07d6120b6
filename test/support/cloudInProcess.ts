import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { ClientSecretCredential, type TokenCredential } from '@azure/identity';
import { startCloud } from '../../sandbox/cloud/startCloud';
import { createWorld, type World, type WorldOptions } from '../../sandbox/world/world';

/** The sandbox's cloud, reachable from this very process under Microsoft's own host names. */
export interface CloudInProcess {
  readonly world: World;
  /** The bot's identity, with real tokens from the stand-in for Entra. */
  readonly credential: TokenCredential;
  /** Loopback port where they listen. */
  readonly port: number;
  stop(): Promise<void>;
}

interface ConnectOptions {
  host?: string;
  port?: number | string;
}

/**
 * Starts the stand-ins and leads this process to them, for tests of single adapters: what the sandbox's preload and
 * NODE_EXTRA_CA_CERTS do for the bot's process, undone by `stop`.
 */
export async function cloudInProcess(options: WorldOptions = {}): Promise<CloudInProcess> {
  const journalFile = process.env['SANDBOX_JOURNAL'];
  const world = createWorld({ ...(journalFile ? { journalFile } : {}), ...options });
  const cloud = await startCloud(world);
  const undoSockets = leadSocketsTo(cloud.port, cloud.hosts);
  const undoTrust = trust(readFileSync(cloud.caFile, 'utf8'));
  return {
    world,
    port: cloud.port,
    credential: new ClientSecretCredential(world.tenant.id, world.bot.appId, world.bot.password),
    stop: async () => {
      undoTrust();
      undoSockets();
      await cloud.stop();
    },
  };
}

function leadSocketsTo(port: number, hosts: readonly string[]): () => void {
  const { connect } = net.Socket.prototype;
  const opened = new Set<net.Socket>();
  net.Socket.prototype.connect = function led(this: net.Socket, ...args: unknown[]): net.Socket {
    const options = (Array.isArray(args[0]) ? args[0][0] : args[0]) as ConnectOptions;
    if (hosts.includes(options.host ?? '')) {
      Object.assign(options, { host: '127.0.0.1', port });
      opened.add(this);
    }
    return Reflect.apply(connect, this, args);
  };
  return () => {
    net.Socket.prototype.connect = connect;
    // Clients keep connections for later; there is no later.
    for (const socket of opened) socket.destroy();
  };
}

/** Adds the authority to whatever a client trusts. Only processes to be started can be told by NODE_EXTRA_CA_CERTS. */
function trust(authority: string): () => void {
  const { createSecureContext } = tls;
  Object.assign(tls, {
    createSecureContext: (options?: tls.SecureContextOptions) => {
      const made = createSecureContext(options);
      (made.context as { addCACert(pem: string): void }).addCACert(authority);
      return made;
    },
  });
  return () => Object.assign(tls, { createSecureContext });
}
