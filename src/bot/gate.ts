import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  type ClaimsIdentity,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { Clock } from '../domain/ports';
import { ChannelTokens, type CheckedToken, type TokenSource } from './channelTokens';
import { isTeamsServiceUrl } from './serviceUrls';
import { VerifiedTokens } from './verifiedTokens';

/** Teams in the bot's cloud. */
export interface TeamsChannel extends TokenSource {
  /** Whom the bot's own tokens are for. */
  readonly audience: string;
  /** Hosts of the Bot Connector, as `isTeamsServiceUrl` reads them. */
  readonly serviceHosts: readonly string[];
}

/** What the gate knows of the bot. */
export interface GateDeps {
  /** The registration's Application (client) ID. */
  readonly appId: string;
  /** The one tenant that is let in. */
  readonly tenantId: string;
  readonly channel: TeamsChannel;
  /** The bot's own, for the Bot Connector. */
  readonly credentials: ServiceClientCredentialsFactory;
  readonly clock: Clock;
}

/** A request that gets no turn. `reason` is a code of ours, fit for logs; nothing of the request is in it. */
export class GateRefusal extends Error {
  constructor(
    readonly status: 401 | 403 | 503,
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'GateRefusal';
  }
}

/** `Bearer`, one space, a signed token of three parts. Tokens of the channel have about 1 KB. */
const BEARER = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;
const LONGEST_HEADER = 8 * 1024;
/** Ids of Teams have up to about 150 characters. */
const LONGEST_ID = 512;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Lets a turn begin only for a Teams activity of our own tenant with a token of the Bot Framework channel.
 *
 * The SDK's own check answers some forgeries with 500, skips the service URL when the activity has none, and accepts
 * tokens of the emulator and of skills; this one accepts the channel's tokens only. Every fault of a token is 401; that
 * the signing keys can't be fetched is 503, so that Teams tries again.
 */
export class Gate extends ConfigurationBotFrameworkAuthentication {
  readonly #appId: string;
  readonly #tenantId: string;
  readonly #channel: TeamsChannel;
  readonly #tokens: ChannelTokens;
  readonly #verified: VerifiedTokens;

  constructor({ appId, tenantId, channel, credentials, clock }: GateDeps) {
    super({ MicrosoftAppId: appId, MicrosoftAppTenantId: tenantId, ...addressesOf(channel) }, credentials);
    // The SDK takes an empty id for "no authentication".
    if (!GUID.test(appId)) throw new Error('MicrosoftAppId must be a GUID');
    if (!GUID.test(tenantId)) throw new Error('MicrosoftAppTenantId must be a GUID');
    this.#appId = appId;
    this.#tenantId = tenantId.toLowerCase();
    this.#channel = channel;
    this.#verified = new VerifiedTokens({ clock });
    this.#tokens = new ChannelTokens(channel, clock);
  }

  /**
   * Whether the channel speaks to this bot, by the header alone: asked before anything of the body is read.
   *
   * @throws GateRefusal 401, or 503 when the signing keys can't be fetched.
   */
  async requireToken(authorization: string): Promise<void> {
    await this.#identityOf(authorization);
  }

  /** @throws GateRefusal; nothing has been done then. */
  override async authenticateRequest(activity: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    const identity = await this.#identityOf(authorization);
    requireServiceUrl(activity, identity, this.#channel.serviceHosts);
    requireTeams(activity);
    requirePersonOf(activity, this.#tenantId);
    return {
      audience: this.#channel.audience,
      callerId: 'urn:botframework:azure',
      claimsIdentity: identity,
      connectorFactory: this.createConnectorFactory(identity),
    };
  }

  /** Whom the bot's own tokens are for; the SDK's class leaves this out. */
  override getOriginatingAudience(): string {
    return this.#channel.audience;
  }

  async #identityOf(authorization: string): Promise<ClaimsIdentity> {
    const isToken = authorization.length <= LONGEST_HEADER && BEARER.test(authorization);
    if (!isToken) throw new GateRefusal(401, 'token_missing');
    const known = this.#verified.find(authorization);
    if (known) return known;
    const checked = await this.#check(authorization.slice('Bearer '.length));
    if (!checked) throw new GateRefusal(401, 'token_invalid');
    this.#requireOurs(checked.identity);
    this.#verified.keep(authorization, checked);
    return checked.identity;
  }

  async #check(token: string): Promise<CheckedToken | undefined> {
    try {
      return await this.#tokens.check(token);
    } catch {
      // Only fetching the keys throws; what the network says about that is of no use to whoever asked.
      throw new GateRefusal(503, 'keys_unavailable');
    }
  }

  #requireOurs(identity: ClaimsIdentity): void {
    const { IssuerClaim, AudienceClaim } = AuthenticationConstants;
    if (identity.getClaimValue(IssuerClaim) !== this.#channel.issuer) throw new GateRefusal(401, 'wrong_issuer');
    if (identity.getClaimValue(AudienceClaim) !== this.#appId) throw new GateRefusal(401, 'wrong_audience');
  }
}

/** The token names the address that answers go to: letter by letter the activity's, and one of Microsoft's. */
function requireServiceUrl({ serviceUrl }: Activity, identity: ClaimsIdentity, hosts: readonly string[]): void {
  if (typeof serviceUrl !== 'string' || serviceUrl === '') throw new GateRefusal(401, 'service_url_missing');
  const claimed = identity.getClaimValue(AuthenticationConstants.ServiceUrlClaim);
  if (claimed !== serviceUrl) throw new GateRefusal(401, 'wrong_service_url');
  if (!isTeamsServiceUrl(serviceUrl, hosts)) throw new GateRefusal(403, 'service_url_not_allowed');
}

function requireTeams(activity: Activity): void {
  if (activity.channelId !== 'msteams') throw new GateRefusal(403, 'not_teams');
}

/** What is read of who sent an activity; the SDK's type leaves some of it out. */
interface Sender {
  readonly id?: unknown;
  readonly aadObjectId?: unknown;
  readonly role?: unknown;
  readonly tenantId?: unknown;
}

/** The tenant is said in up to three places; all that are there must be ours, and one of the first two must be there. */
function requirePersonOf(activity: Activity, tenantId: string): void {
  const tenants = [activity.conversation?.tenantId, activity.channelData?.tenant?.id].filter((id) => id !== undefined);
  const isOurs = (id: unknown): boolean => typeof id === 'string' && id.toLowerCase() === tenantId;
  if (tenants.length === 0 || !tenants.every(isOurs)) throw new GateRefusal(403, 'wrong_tenant');
  const { id, aadObjectId, role, tenantId: home }: Sender = activity.from ?? {};
  // Somebody of another organisation, in a shared channel or a federated chat.
  if (home !== undefined && !isOurs(home)) throw new GateRefusal(403, 'wrong_tenant');
  if (typeof aadObjectId !== 'string' || !GUID.test(aadObjectId)) throw new GateRefusal(403, 'no_person');
  if (!isId(id) || !id.startsWith('29:') || (role !== undefined && role !== 'user')) {
    throw new GateRefusal(403, 'no_person');
  }
  if (!isId(activity.conversation?.id)) throw new GateRefusal(403, 'no_conversation');
  if (activity.id !== undefined && !isId(activity.id)) throw new GateRefusal(403, 'no_activity_id');
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= LONGEST_ID;
}

/** All of them at once: whatever the SDK is not told it fills in from the public cloud. */
function addressesOf({ issuer, metadataUrl, audience }: TeamsChannel) {
  return {
    ToChannelFromBotOAuthScope: audience,
    ToBotFromChannelTokenIssuer: issuer,
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    OAuthUrl: issuer,
  };
}
