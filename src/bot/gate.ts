import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationConstants,
  type ClaimsIdentity,
  GovernmentConstants,
} from 'botframework-connector';
import type { Clock } from '../domain/ports';
import { ChannelTokens, type TokenSource } from './channelTokens';
import { isTeamsServiceUrl } from './serviceUrls';
import { VerifiedTokens } from './verifiedTokens';

/** The bot's own names for its registration, as the Bot Framework spells them. */
export interface BotRegistration {
  readonly MicrosoftAppId: string;
  readonly MicrosoftAppType: string;
  readonly MicrosoftAppTenantId: string;
  readonly MicrosoftAppPassword?: string;
  readonly CertificateThumbprint?: string;
  readonly CertificatePrivateKey?: string;
  readonly ChannelService?: string;
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
  readonly #audience: string;
  readonly #issuer: string;
  readonly #tokens: ChannelTokens;
  readonly #verified: VerifiedTokens;

  /** `source` left out is Microsoft's own cloud of the registration. */
  constructor(registration: BotRegistration, clock: Clock, source: TokenSource = microsoftSource(registration)) {
    super({ ...registration });
    // The SDK takes an empty id for "no authentication".
    if (!GUID.test(registration.MicrosoftAppId)) throw new Error('MicrosoftAppId must be a GUID');
    if (!GUID.test(registration.MicrosoftAppTenantId)) throw new Error('MicrosoftAppTenantId must be a GUID');
    this.#appId = registration.MicrosoftAppId;
    this.#tenantId = registration.MicrosoftAppTenantId.toLowerCase();
    this.#issuer = source.issuer;
    this.#verified = new VerifiedTokens({ clock });
    this.#audience = isGovernment(registration)
      ? GovernmentConstants.ToChannelFromBotOAuthScope
      : AuthenticationConstants.ToChannelFromBotOAuthScope;
    this.#tokens = new ChannelTokens(source);
  }

  /** @throws GateRefusal; nothing has been done then. */
  override async authenticateRequest(activity: Activity, authorization: string): Promise<AuthenticateRequestResult> {
    requireBearer(authorization);
    requireTeamsAddress(activity);
    const identity = await this.#identityOf(authorization);
    this.#requireOurs(identity, activity.serviceUrl);
    requirePersonOf(activity, this.#tenantId);
    return {
      audience: this.#audience,
      callerId: 'urn:botframework:azure',
      claimsIdentity: identity,
      connectorFactory: this.createConnectorFactory(identity),
    };
  }

  /** Whom the bot's own tokens are for; the SDK's class leaves this out. */
  override getOriginatingAudience(): string {
    return this.#audience;
  }

  async #identityOf(authorization: string): Promise<ClaimsIdentity> {
    const known = this.#verified.find(authorization);
    if (known) return known;
    const identity = await this.#check(authorization.slice('Bearer '.length));
    if (!identity) throw new GateRefusal(401, 'token_invalid');
    this.#verified.keep(authorization, identity);
    return identity;
  }

  async #check(token: string): Promise<ClaimsIdentity | undefined> {
    try {
      return await this.#tokens.identityOf(token);
    } catch {
      // Only fetching the keys throws; what the SDK says about that is of no use to anybody.
      throw new GateRefusal(503, 'keys_unavailable');
    }
  }

  #requireOurs(identity: ClaimsIdentity, serviceUrl: string): void {
    const { IssuerClaim, AudienceClaim, ServiceUrlClaim } = AuthenticationConstants;
    if (identity.getClaimValue(IssuerClaim) !== this.#issuer) throw new GateRefusal(401, 'wrong_issuer');
    if (identity.getClaimValue(AudienceClaim) !== this.#appId) throw new GateRefusal(401, 'wrong_audience');
    if (identity.getClaimValue(ServiceUrlClaim) !== serviceUrl) throw new GateRefusal(401, 'wrong_service_url');
  }
}

function requireBearer(authorization: string): void {
  if (!/^Bearer [\w-]+\.[\w-]+\.[\w-]*$/.test(authorization)) throw new GateRefusal(401, 'token_missing');
}

function requireTeamsAddress(activity: Activity): void {
  if (typeof activity.serviceUrl !== 'string' || activity.serviceUrl === '') {
    throw new GateRefusal(401, 'service_url_missing');
  }
  if (!isTeamsServiceUrl(activity.serviceUrl)) throw new GateRefusal(403, 'service_url_not_allowed');
  if (activity.channelId !== 'msteams') throw new GateRefusal(403, 'not_teams');
}

/** The tenant is said in up to two places; all that are there must be ours, and one must be there. */
function requirePersonOf(activity: Activity, tenantId: string): void {
  const tenants = [activity.conversation?.tenantId, activity.channelData?.tenant?.id].filter((id) => id !== undefined);
  const ours = tenants.length > 0 && tenants.every((id) => typeof id === 'string' && id.toLowerCase() === tenantId);
  if (!ours) throw new GateRefusal(403, 'wrong_tenant');
  const { id, aadObjectId } = activity.from ?? {};
  if (typeof aadObjectId !== 'string' || !GUID.test(aadObjectId)) throw new GateRefusal(403, 'no_person');
  if (typeof id !== 'string' || !id.startsWith('29:')) throw new GateRefusal(403, 'no_person');
  if (typeof activity.conversation?.id !== 'string') throw new GateRefusal(403, 'no_conversation');
}

function isGovernment(registration: BotRegistration): boolean {
  return registration.ChannelService === GovernmentConstants.ChannelService;
}

function microsoftSource(registration: BotRegistration): TokenSource {
  const cloud = isGovernment(registration) ? GovernmentConstants : AuthenticationConstants;
  return { issuer: cloud.ToBotFromChannelTokenIssuer, metadataUrl: cloud.ToBotFromChannelOpenIdMetadataUrl };
}
