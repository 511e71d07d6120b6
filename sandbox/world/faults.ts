/**
 * The services of the sandbox that can misbehave. `delivery` is the way from Teams to the bot, `frontDoor` the one from
 * anybody.
 */
export type FaultyService = 'entra' | 'graph' | 'keyVault' | 'connector' | 'delivery' | 'frontDoor';

/** Which of its rules a vault refuses somebody by: roles, access policies, or the firewall. */
export type VaultRefusal = 'ForbiddenByRbac' | 'ForbiddenByPolicy' | 'ForbiddenByFirewall';

/** The closed table of what can go wrong. */
export type Fault =
  /** 429, with Retry-After where it is said. */
  | { readonly kind: 'throttle'; readonly retryAfterSeconds?: number }
  /** An error answer without any effect; each service words it as the real one does. */
  | {
      readonly kind: 'status';
      readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 500 | 502 | 503 | 504;
      readonly retryAfterSeconds?: number;
    }
  /** The answer takes longer; the effect happens at the end of the delay. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** As `delay`, until the promise is done; whoever asked may be gone by then. For tests. */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  /** The connection breaks before anything happened. */
  | { readonly kind: 'no_answer' }
  /** The effect happens, then the connection breaks. */
  | { readonly kind: 'lost_answer' }
  /** The connection breaks now, and the effect happens this much of the world's time later. */
  | { readonly kind: 'late_effect'; readonly milliseconds: number }
  /** The bot's process is killed at this request: before anything happened, or after the effect and without an answer. */
  | { readonly kind: 'bot_dies'; readonly moment: 'before' | 'after' }
  /** Teams brings the same activity twice. Only for `delivery`. */
  | { readonly kind: 'duplicate' }
  /** Reads of the directory show what was there this long ago. Only for `graph`. */
  | { readonly kind: 'directory_lag'; readonly milliseconds: number }
  /** The application's policy refuses: blocks secrets, or finds the lifetime too long. Only for `graph`, at addPassword. */
  | { readonly kind: 'policy'; readonly refusal: 'blocked' | 'lifetime' }
  /** The vault refuses the bot, and says by which of its rules. Only for `keyVault`. */
  | { readonly kind: 'vault_refuses'; readonly reason: VaultRefusal }
  /**
   * "Error due to concurrent requests being made to the tenant.", in one of the three forms it is seen in:
   * 409 Directory_ConcurrencyViolation when left out, 400 Request_BadRequest, or 503. Only for `graph`.
   */
  | { readonly kind: 'concurrency'; readonly form?: 400 | 409 | 503 };

/** Where and how often a fault happens. */
export interface FaultRule {
  readonly service: FaultyService;
  /**
   * Part of `METHOD /path?query` (decoded), ignoring case: `addPassword`, `GET /v1.0/users`; everything when left out.
   * With `$` as its last character it must end there: `POST /teams/v3/conversations$` is no message to a conversation.
   */
  readonly route?: string;
  readonly fault: Fault;
  /** How many requests it hits; until it is switched off when left out. */
  readonly times?: number;
  /** For tests: what somebody else does at this very moment, before the fault. `path` is decoded. */
  readonly meanwhile?: (method: string, path: string) => void;
}

/** A rule that is on. */
export interface ActiveFault extends FaultRule {
  readonly id: string;
  readonly hits: number;
}

/** The faults that are switched on now. */
export class Faults {
  readonly #active = new Map<string, { rule: FaultRule; hits: number }>();
  #lastId = 0;

  /** Switches a fault on. @returns what `switchOff` wants. */
  switchOn(rule: FaultRule, id = `fault-${++this.#lastId}`): string {
    this.#active.set(id, { rule, hits: 0 });
    return id;
  }

  switchOff(id: string): void {
    this.#active.delete(id);
  }

  switchAllOff(): void {
    this.#active.clear();
  }

  /** What is on, oldest first; used-up rules stay until they are switched off, so that tests can count hits. */
  list(): readonly ActiveFault[] {
    return [...this.#active].map(([id, { rule, hits }]) => ({ ...rule, id, hits }));
  }

  /** Takes the oldest fault that fits this request and counts the hit. `kinds` limits what the caller can do. */
  take(service: FaultyService, method: string, path: string, kinds?: readonly Fault['kind'][]): Fault | undefined {
    const request = `${method} ${path}`.toLowerCase();
    for (const active of this.#active.values()) {
      const { rule } = active;
      const fits =
        rule.service === service &&
        active.hits < (rule.times ?? Number.POSITIVE_INFINITY) &&
        (!kinds || kinds.includes(rule.fault.kind)) &&
        fitsRoute(request, (rule.route ?? '').toLowerCase());
      if (fits) {
        active.hits += 1;
        rule.meanwhile?.(method, path);
        return rule.fault;
      }
    }
    return undefined;
  }
}

function fitsRoute(request: string, route: string): boolean {
  return route.endsWith('$') ? request.endsWith(route.slice(0, -1)) : request.includes(route);
}

/** The faults that the page offers as switches: each with the id it is switched on and off by. */
export const faultSwitches: readonly { readonly id: string; readonly title: string; readonly rule: FaultRule }[] = [
  {
    id: 'graph-throttle',
    title: 'Graph asks to wait (429)',
    rule: { service: 'graph', fault: { kind: 'throttle', retryAfterSeconds: 5 } },
  },
  {
    id: 'graph-unavailable',
    title: 'Graph is unavailable (503)',
    rule: { service: 'graph', fault: { kind: 'status', status: 503 } },
  },
  {
    id: 'graph-lost-answer',
    title: 'The answer to addPassword is lost, once',
    rule: { service: 'graph', route: 'addPassword', fault: { kind: 'lost_answer' }, times: 1 },
  },
  {
    id: 'graph-concurrency',
    title: 'Graph finds concurrent requests, once',
    rule: { service: 'graph', route: 'POST', fault: { kind: 'concurrency' }, times: 1 },
  },
  {
    id: 'graph-lag',
    title: 'The directory lags 20 seconds behind',
    rule: { service: 'graph', fault: { kind: 'directory_lag', milliseconds: 20_000 } },
  },
  {
    id: 'graph-policy',
    title: 'Policy blocks new secrets',
    rule: { service: 'graph', route: 'addPassword', fault: { kind: 'policy', refusal: 'blocked' } },
  },
  {
    id: 'vault-forbidden',
    title: 'Key Vault refuses (403)',
    rule: { service: 'keyVault', fault: { kind: 'status', status: 403 } },
  },
  {
    id: 'vault-unavailable',
    title: 'Key Vault is unavailable (503)',
    rule: { service: 'keyVault', fault: { kind: 'status', status: 503 } },
  },
  {
    id: 'vault-lost-answer',
    title: 'The answer to setSecret is lost, once',
    rule: { service: 'keyVault', route: 'PUT', fault: { kind: 'lost_answer' }, times: 1 },
  },
  {
    id: 'entra-unavailable',
    title: 'Entra gives no tokens (503)',
    rule: { service: 'entra', route: 'token', fault: { kind: 'status', status: 503 } },
  },
  {
    id: 'teams-throttle',
    title: 'Teams asks the bot to wait (429)',
    rule: { service: 'connector', fault: { kind: 'throttle', retryAfterSeconds: 2 } },
  },
  {
    id: 'teams-blocked',
    title: 'Teams refuses messages of the bot (403)',
    rule: { service: 'connector', route: 'POST', fault: { kind: 'status', status: 403 } },
  },
  {
    id: 'teams-slow',
    title: 'Teams answers the bot after 4 seconds',
    rule: { service: 'connector', fault: { kind: 'delay', milliseconds: 4_000 } },
  },
  {
    id: 'teams-lost-answer',
    title: 'The answer to a message of the bot is lost, once',
    rule: { service: 'connector', route: 'POST', fault: { kind: 'lost_answer' }, times: 1 },
  },
  {
    id: 'delivery-twice',
    title: 'Everything reaches the bot twice',
    rule: { service: 'delivery', fault: { kind: 'duplicate' } },
  },
];
