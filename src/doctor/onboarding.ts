import { ProbeFailure } from '../adapters/probeFailure';
import { azCommands, type OwnershipGap, powerShellCommands } from '../domain/applications/onboarding';
import { listed, meant } from './checks/ownership';
import type { Patient } from './context';
import { failedLook } from './failedLook';

/** How an application comes to be served. `code`: 0 it is, 3 somebody must act, 1 it could not be looked at. */
export interface Onboarding {
  readonly code: 0 | 1 | 3;
  readonly says: string;
  /** What to do, line by line; commands have a line of their own. */
  readonly steps: readonly string[];
}

/** Looks the application up, and says who must run what so that SecretBot becomes an owner of it. */
export async function onboarding(patient: Patient, text: string): Promise<Onboarding> {
  try {
    return await lookedUp(patient, text);
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    const found = failedLook(error);
    const remedy = found.kind === 'ok' ? [] : found.remedy;
    return { code: 1, says: found.says, steps: remedy };
  }
}

async function lookedUp({ graph, graphUrl, config, signIn }: Patient, text: string): Promise<Onboarding> {
  const { principalId } = await signIn('graph');
  const [application, ...others] = await meant(graph, text);
  if (!application) {
    return nobody(`There is no application like “${text}”.`, [
      'Check the spelling (names are found by their beginning), or say its Application (client) ID: in the Microsoft Entra',
      'admin center it is under App registrations, All applications.',
    ]);
  }
  if (others.length > 0) {
    const which = listed([application, ...others]);
    return nobody(`Several applications fit “${text}”. Say the Application (client) ID of one:`, which);
  }
  const { displayName, appId: clientId, objectId } = application;
  if ((await graph.ownerIds(objectId)).includes(principalId)) {
    return { code: 0, says: `SecretBot is an owner of ${displayName} and may serve it.`, steps: [] };
  }
  const gap = { clientId, objectId, principalId, graphUrl };
  return { code: 3, says: `SecretBot is no owner of ${displayName} yet.`, steps: stepsFor(gap, config.tenantId) };
}

function nobody(says: string, steps: readonly string[]): Onboarding {
  return { code: 1, says, steps };
}

function stepsFor(gap: OwnershipGap, tenantId: string): readonly string[] {
  const [inCloudShell = ''] = azCommands(gap, tenantId).slice(-1);
  return [
    'One of its owners, an Application Administrator or a Cloud Application Administrator does one of these, once.',
    '',
    'In the Azure portal (the admin center itself offers only people as owners): open the Cloud Shell at the top, then',
    `  ${inCloudShell}`,
    '',
    'With the Azure CLI on a machine of your own:',
    ...azCommands(gap, tenantId).map((line) => `  ${line}`),
    '',
    'With Microsoft Graph PowerShell:',
    ...powerShellCommands(gap, tenantId).map((line) => `  ${line}`),
    '',
    `Then run npm run onboard -- ${gap.clientId} again; it can take a few minutes until it is seen everywhere.`,
  ];
}
