import type { ProbeFailure } from '../adapters/probeFailure';
import type { Audience } from './context';
import { type Finding, fault } from './finding';

interface Words {
  readonly code: string;
  readonly says: string;
  readonly remedy: (setting: Settings) => readonly string[];
}

/** Which settings say who signs in. */
interface Settings {
  readonly secret: string;
  readonly appId: string;
  readonly tenant: string;
}

const settingsOf: Readonly<Record<'azure' | 'bot', Settings>> = {
  azure: { secret: 'AZURE_CLIENT_SECRET', appId: 'AZURE_CLIENT_ID', tenant: 'AZURE_TENANT_ID' },
  bot: { secret: 'MicrosoftAppPassword', appId: 'MicrosoftAppId', tenant: 'MicrosoftAppTenantId' },
};

/**
 * What Entra's numbers mean here.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const byNumber: Readonly<Record<string, Words>> = {
  AADSTS7000215: {
    code: 'wrong_secret',
    says: 'Entra does not know this client secret.',
    remedy: ({ secret }) => [
      `Put the value of a client secret into ${secret}, not its Secret ID. The value is shown only when it is made:`,
      'make a new one in the Microsoft Entra admin center, App registrations, Certificates & secrets. It may take minutes.',
    ],
  },
  AADSTS7000222: {
    code: 'expired_secret',
    says: 'The client secret has expired.',
    remedy: ({ secret }) => [
      'Make a new one in the Microsoft Entra admin center, App registrations, Certificates & secrets, and put its value',
      `into ${secret}. A managed identity needs none.`,
    ],
  },
  AADSTS700016: {
    code: 'unknown_app',
    says: 'Entra finds no application with this ID in the tenant.',
    remedy: ({ appId, tenant }) => [`Check ${appId} (the Application (client) ID) and ${tenant}.`],
  },
  AADSTS90002: {
    code: 'unknown_tenant',
    says: 'Entra does not know the tenant.',
    remedy: ({ tenant }) => [`Check ${tenant}: it is the Directory (tenant) ID on the overview page of Entra.`],
  },
  AADSTS700027: {
    code: 'unknown_certificate',
    says: "Entra does not accept the certificate: it is not one of the registration's, or has expired.",
    remedy: () => ['Upload the certificate to the registration (Certificates & secrets, Certificates), or renew it.'],
  },
  AADSTS7000112: {
    code: 'app_disabled',
    says: 'The application is disabled.',
    remedy: () => [
      'In the Microsoft Entra admin center, Enterprise applications, open SecretBot, then Properties, and set',
      '“Enabled for users to sign-in?” to Yes.',
    ],
  },
  AADSTS500011: {
    code: 'unknown_service',
    says: 'The tenant does not have this service.',
    remedy: () => [
      'The tenant gets it with the first use: make a Key Vault, or an Azure Bot, in a subscription of this tenant.',
    ],
  },
};

/** A bot that is a managed identity does everything as that identity. */
function notAttached(managedIdentity: string): Words {
  return {
    code: 'no_managed_identity',
    says: `This host has no managed identity ${managedIdentity}.`,
    remedy: () => [
      'Attach the user-assigned managed identity of the bot to the host (container app, app service, machine), and start',
      'SecretBot again.',
    ],
  };
}

const nobody: Words = {
  code: 'no_identity',
  says: 'Nothing says as whom SecretBot signs in.',
  remedy: () => [
    'Give the host a managed identity and set AZURE_CLIENT_ID to its client ID; or set AZURE_TENANT_ID, AZURE_CLIENT_ID',
    'and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH).',
  ],
};

/**
 * A refused sign-in in words. `managedIdentity`: the one that the bot is, if it is one.
 *
 * @returns `undefined` where it was something else.
 */
export function signInFault(
  { look }: ProbeFailure,
  audience: Audience,
  { service, managedIdentity }: { readonly service: string; readonly managedIdentity?: string | undefined },
): Finding | undefined {
  const noIdentity = /CredentialUnavailable|AggregateAuthentication/.test(look.code);
  const unavailable = managedIdentity === undefined ? nobody : notAttached(managedIdentity);
  const words = byNumber[look.code] ?? (noIdentity ? unavailable : undefined);
  if (words) {
    const settings = settingsOf[audience === 'teams' ? 'bot' : 'azure'];
    return fault(words.code, `No token for ${service}. ${words.says}`, ...words.remedy(settings));
  }
  // 90033 is a transient error: nothing is wrong with the settings.
  if (!look.code.startsWith('AADSTS') || look.code === 'AADSTS90033' || look.status >= 500) return undefined;
  return fault(
    'sign_in_refused',
    `No token for ${service}: Entra refuses with ${look.code}.`,
    `https://login.microsoftonline.com/error?code=${look.code.slice('AADSTS'.length)} says what that means.`,
  );
}
