import type { TokenCredential } from '@azure/identity';
import {
  AppCredentials,
  type AuthenticatorResult,
  MsalAppCredentials,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { Sensitive } from '../../domain/sensitive';

/** How the bot proves to Entra that it is the registration. */
export type BotProof =
  | { readonly password: Sensitive }
  | { readonly certificate: { readonly thumbprint: string; readonly privateKey: Sensitive } }
  | { readonly managedIdentity: TokenCredential };

/** Who the bot is; `authority` is Entra of its cloud. */
export interface BotSignIn {
  readonly appId: string;
  readonly tenantId: string;
  readonly authority: string;
  readonly proof: BotProof;
}

/**
 * Credentials for the Bot Connector, for this bot only.
 *
 * Not the SDK's ConfigurationServiceClientCredentialFactory: that one signs in with a certificate at the public cloud
 * whatever the cloud is, takes a SHA-256 thumbprint for a SHA-1 one, and looks for a managed identity only after every
 * other identity that the environment names.
 */
export class BotCredentials extends ServiceClientCredentialsFactory {
  readonly #signIn: BotSignIn;

  constructor(signIn: BotSignIn) {
    super();
    this.#signIn = signIn;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.#signIn.appId;
  }

  /** Never. */
  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  /** @throws Error for another bot than this one, and without an audience. */
  override async createCredentials(appId: string, audience: string | undefined): Promise<AppCredentials> {
    if (appId !== this.#signIn.appId || !audience)
      throw new Error('no credentials for another bot, or for no audience');
    return this.#credentialsFor(audience);
  }

  /** Plaintext of the bot's own password or key goes to the SDK here. */
  #credentialsFor(audience: string): AppCredentials {
    const { appId, tenantId, authority: entra, proof } = this.#signIn;
    if ('managedIdentity' in proof) return new IdentityCredentials(appId, tenantId, audience, proof.managedIdentity);
    const authority = `${entra}/${tenantId}`;
    if ('password' in proof) return new MsalAppCredentials(appId, proof.password.expose(), authority, audience);
    const { thumbprint, privateKey } = proof.certificate;
    const certificate = { ...thumbprintOf(thumbprint), privateKey: privateKey.expose() };
    return new MsalAppCredentials(appId, certificate, authority, audience);
  }
}

/** A managed identity's tokens for the Bot Connector. */
class IdentityCredentials extends AppCredentials {
  readonly #identity: TokenCredential;

  constructor(appId: string, tenantId: string, audience: string, identity: TokenCredential) {
    super(appId, tenantId, audience);
    this.#identity = identity;
  }

  protected override async refreshToken(): Promise<AuthenticatorResult> {
    const token = await this.#identity.getToken(`${this.oAuthScope}/.default`);
    if (!token) throw new Error('no token for the Bot Connector');
    return { accessToken: token.token, expiresOn: new Date(token.expiresOnTimestamp) };
  }
}

/** The library signs otherwise for a SHA-256 thumbprint (64 digits); the SDK's own type knows only SHA-1 (40 digits). */
function thumbprintOf(digits: string): { readonly thumbprint: string; readonly thumbprintSha256?: string } {
  return digits.length === 64 ? { thumbprint: '', thumbprintSha256: digits } : { thumbprint: digits };
}
