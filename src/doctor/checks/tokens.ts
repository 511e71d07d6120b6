import { ProbeFailure } from '../../adapters/probeFailure';
import type { TokenClaims } from '../../adapters/signInProbe';
import type { Check } from '../checks';
import type { Audience, Patient } from '../context';
import { failedAnswer } from '../failedLook';
import { type Finding, fault, note, ok } from '../finding';
import { signInFault } from '../signInFault';

const services: Readonly<Record<Audience, string>> = {
  graph: 'Microsoft Graph',
  vault: 'Key Vault',
  teams: 'Teams (the Bot Connector)',
};

/** Whether Entra gives the bot a token for each service, of the right tenant and the right identity. */
export const tokens: Check = {
  title: 'Signing in',
  look: async (patient) => {
    const found: Finding[] = [];
    for (const audience of ['graph', 'vault', 'teams'] as const) found.push(...(await signIn(patient, audience)));
    return found;
  },
};

async function signIn(patient: Patient, audience: Audience): Promise<readonly Finding[]> {
  const service = services[audience];
  try {
    return [
      ...claimFaults(await patient.signIn(audience), patient, audience),
      ok(`Entra gives a token for ${service}.`),
    ];
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    const { managedIdentity } = patient.config.azureSignIn;
    return [signInFault(error, audience, { service, managedIdentity }) ?? failedAnswer(error)];
  }
}

function claimFaults(claims: TokenClaims, { config }: Patient, audience: Audience): readonly Finding[] {
  const { tenantId, appId } = claims;
  const found: Finding[] = [];
  if (tenantId !== config.tenantId) {
    found.push(
      fault(
        'wrong_tenant',
        `The token for ${services[audience]} is of the tenant ${tenantId}, but SecretBot serves ${config.tenantId}.`,
        audience === 'teams'
          ? 'Set MicrosoftAppTenantId to the tenant of the bot registration.'
          : 'Set AZURE_TENANT_ID to the same tenant as MicrosoftAppTenantId.',
      ),
    );
  }
  if (audience === 'graph' && appId !== config.bot.appId.toLowerCase()) {
    found.push(
      note(
        'other_identity',
        `SecretBot signs in to Microsoft Graph and Key Vault as ${appId}, and to Teams as ${config.bot.appId}.`,
        'That is fine when you meant it: permissions, ownership and vault roles then belong to the first one. Otherwise',
        'set AZURE_CLIENT_ID to the same ID as MicrosoftAppId.',
      ),
    );
  }
  return found;
}
