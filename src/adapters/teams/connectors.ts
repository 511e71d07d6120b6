import {
  AuthenticationConstants,
  type BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
} from 'botframework-connector';
import { ConnectorFailure } from './connectorFailure';

/** What connectors are made of. */
export interface ConnectorsDeps {
  readonly authentication: Pick<BotFrameworkAuthentication, 'createConnectorFactory' | 'getOriginatingAudience'>;
  readonly botAppId: string;
  /** Whether the bot's own token may go to this address. */
  readonly isAllowed: (serviceUrl: string) => boolean;
}

/** Signed clients of the Bot Connector, one for each address, kept. They send each request once: repeating is the outbox's job. */
export class Connectors {
  readonly #clients = new Map<string, Promise<ConnectorClient>>();

  constructor(readonly deps: ConnectorsDeps) {}

  /** @throws ConnectorFailure `blocked` for an address outside the allow-list: the bot's token would go there. */
  async clientFor(serviceUrl: string): Promise<ConnectorClient> {
    if (!this.deps.isAllowed(serviceUrl)) throw new ConnectorFailure('blocked');
    const known = this.#clients.get(serviceUrl);
    if (known !== undefined) return known;
    const made = this.#make(serviceUrl);
    this.#clients.set(serviceUrl, made);
    made.catch(() => this.#clients.delete(serviceUrl));
    return made;
  }

  async #make(serviceUrl: string): Promise<ConnectorClient> {
    const { authentication, botAppId } = this.deps;
    const identity = new ClaimsIdentity([
      { type: AuthenticationConstants.AudienceClaim, value: botAppId },
      { type: AuthenticationConstants.AppIdClaim, value: botAppId },
    ]);
    const factory = authentication.createConnectorFactory(identity);
    const client = await factory.create(serviceUrl, authentication.getOriginatingAudience());
    trim(client);
    return client;
  }
}

/**
 * The pipeline repeats a POST up to three times on 5xx and lost connections, and a message has no idempotency key: the
 * person would get it up to four times. The SDK has no setting for it and hides the pipeline.
 */
const REPEATS = 'defaultRetryPolicy';
/** Forms, compressed answers, traces of its own and a log that may hold messages: a third of what sending costs. */
const UNUSED = [
  'formDataPolicy',
  'multipartPolicy',
  'decompressResponsePolicy',
  'setClientRequestIdPolicy',
  'tracingPolicy',
  'logPolicy',
];

function trim(client: ConnectorClient): void {
  const { client: inner } = client as unknown as {
    client: { pipeline: { removePolicy(o: { name: string }): unknown } };
  };
  for (const name of [REPEATS, ...UNUSED]) inner.pipeline.removePolicy({ name });
}
