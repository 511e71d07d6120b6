/**
 * Preload of the bot's process (`node --require`): the bot runs unchanged, with production settings, in a small world.
 *
 * Microsoft's host names lead to the stand-ins' TLS listener, loopback stays, and every other address is refused. The
 * time is the sandbox's, and what is done again and again is done when the time has moved. The process ends when the
 * sandbox does, however that ends.
 *
 * It must not import anything of the sandbox or the bot: it runs before both, in threads too.
 */
import net from 'node:net';
import { isMainThread } from 'node:worker_threads';

/** What the parent says in the environment variable `SANDBOX_REDIRECT`. */
interface RedirectSettings {
  /** Loopback port of the TLS listener. */
  readonly port: number;
  /** Host names that lead there, at port 443. */
  readonly hosts: readonly string[];
  /** Loopback ports of what does not speak HTTP, by `host:port`. */
  readonly others?: Readonly<Record<string, number>>;
  readonly offsetMilliseconds: number;
  /** Loopback address that requests to the stand-ins come from; the system chooses when left out. */
  readonly localAddress?: string;
}

/** Sent by the parent at every skip; answered with `{ clockMoved: id }` once it has taken effect. */
interface MoveClock {
  readonly moveClock: { readonly id: number; readonly offsetMilliseconds: number };
}

interface Target {
  host?: string;
  port?: number | string;
  localAddress?: string;
  /** Of a local socket. HTTP agents say `null` to mean none. */
  path?: string | null;
}

/** Something that is done again and again. */
interface Interval {
  readonly everyMs: number;
  readonly round: () => void;
}

const settings: RedirectSettings = JSON.parse(process.env['SANDBOX_REDIRECT'] ?? 'null');
let offset = settings.offsetMilliseconds;

redirectSockets();
moveDates();
const intervals = followIntervals();
if (isMainThread && process.channel) {
  followParent();
}

/** Every HTTP client here (node-fetch, axios, azure-core, MSAL, built-in fetch) connects through this one method. */
function redirectSockets(): void {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function redirected(this: net.Socket, ...args: unknown[]): net.Socket {
    // net.connect hands over its arguments as one array that is already in order.
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const target = targetOf(first, args[1]);
    const host = (target.host ?? 'localhost').toLowerCase();
    if (typeof target.path === 'string' || isLoopback(host)) {
      return Reflect.apply(connect, this, args);
    }
    if (settings.hosts.includes(host) && Number(target.port) === 443 && isOptions(first)) {
      // Certificates are checked against the name that was asked for: TLS has kept it already.
      first.host = '127.0.0.1';
      first.port = settings.port;
      if (settings.localAddress !== undefined) {
        first.localAddress = settings.localAddress;
      }
      return Reflect.apply(connect, this, args);
    }
    const other = settings.others?.[`${host}:${target.port}`];
    if (other !== undefined) {
      return Reflect.apply(connect, this, [{ host: '127.0.0.1', port: other }]);
    }
    const refusal = `The sandbox reaches nothing but its own stand-ins: ${host}:${target.port ?? '?'} was refused.`;
    process.nextTick(() => this.destroy(Object.assign(new Error(refusal), { code: 'ECONNREFUSED' })));
    return this;
  };
}

function targetOf(first: unknown, second: unknown): Target {
  if (isOptions(first)) {
    return first;
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) {
    return { path: first };
  }
  return { port: Number(first), ...(typeof second === 'string' && { host: second }) };
}

function isOptions(value: unknown): value is Target {
  return typeof value === 'object' && value !== null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** `new Date()`, `Date()` and `Date.now()` tell the sandbox's time; everything else about dates is as it was. */
function moveDates(): void {
  const RealDate = Date;
  const realNow = Date.now;
  const now = (): number => realNow() + offset;
  RealDate.now = now;
  const MovedDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.prototype.constructor = MovedDate;
  globalThis.Date = MovedDate;
}

/** @returns the intervals that are set: how often each comes round, and what it does then. */
function followIntervals(): ReadonlyMap<unknown, Interval> {
  const intervals = new Map<unknown, Interval>();
  globalThis.setInterval = new Proxy(globalThis.setInterval, {
    apply: (set, self, args) => {
      const timer: unknown = Reflect.apply(set, self, args);
      const [work, everyMs, ...rest] = args;
      intervals.set(timer, { everyMs: Number(everyMs), round: () => Reflect.apply(work, undefined, rest) });
      return timer;
    },
  });
  globalThis.clearInterval = new Proxy(globalThis.clearInterval, {
    apply: (clear, self, args) => {
      intervals.delete(args[0]);
      return Reflect.apply(clear, self, args);
    },
  });
  return intervals;
}

function followParent(): void {
  process.on('message', (message) => {
    if (isMoveClock(message)) {
      const skipped = message.moveClock.offsetMilliseconds - offset;
      offset = message.moveClock.offsetMilliseconds;
      for (const { everyMs, round } of intervals.values()) if (everyMs <= skipped) round();
      process.send?.({ clockMoved: message.moveClock.id });
    }
  });
  process.on('disconnect', () => process.exit(1));
  // Listening for messages must not keep a process alive that has stopped by itself.
  process.channel?.unref();
}

function isMoveClock(message: unknown): message is MoveClock {
  return typeof message === 'object' && message !== null && 'moveClock' in message;
}
