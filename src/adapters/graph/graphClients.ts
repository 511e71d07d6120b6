import {
  AuthenticationHandler,
  Client,
  HTTPMessageHandler,
  type Middleware,
  RetryHandler,
  RetryHandlerOptions,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client';
import type { OutsideCalls } from '../../telemetry/outsideCalls';
import { ObservedRequests } from './observedRequests';

const LONGEST_WAIT_BEFORE_REPEAT_S = 3;

/** The two ways to Graph: `reader` repeats what Graph throttles briefly, `writer` sends everything once. */
export interface GraphClients {
  readonly reader: Client;
  readonly writer: Client;
}

/** How the clients reach Graph. */
export interface GraphWay {
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly calls: OutsideCalls;
}

/** Makes both clients; asks nobody. */
export function graphClients({ url, token, calls }: GraphWay): GraphClients {
  const authentication = () => new AuthenticationHandler({ getAccessToken: token });
  const patience = new RetryHandlerOptions(1, 2, (_delay, _attempt, _request, _options, response) => {
    return Number(response.headers.get('retry-after') ?? 0) <= LONGEST_WAIT_BEFORE_REPEAT_S;
  });
  return {
    reader: client(url, [authentication(), new RetryHandler(patience), new ObservedRequests(calls)]),
    writer: client(url, [authentication(), new ObservedRequests(calls)]),
  };
}

function client(url: string, first: Middleware[]): Client {
  return Client.initWithMiddleware({
    baseUrl: url,
    // The library adds the token only for hosts it knows; a redirect would leave them.
    customHosts: new Set([new URL(url).hostname]),
    fetchOptions: { redirect: 'error' },
    middleware: [...first, new TelemetryHandler(), new HTTPMessageHandler()],
  });
}
