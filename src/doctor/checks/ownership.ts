import { ProbeFailure } from '../../adapters/probeFailure';
import type { Application } from '../../domain/applications/application';
import { azCommand } from '../../domain/applications/onboarding';
import type { Check } from '../checks';
import type { Patient } from '../context';
import { type Finding, fault, note, ok } from '../finding';

/** How many are counted before it only says that there are more. */
const COUNTED = 50;

/** Whether the bot's service principal owns applications, and the one that was asked about. */
export const ownership: Check = {
  title: 'Applications that SecretBot may serve',
  look: async (patient) => {
    const { graph, signIn, wishes } = patient;
    const { principalId, appId } = await signIn('graph');
    const self = await graph.principal(principalId);
    if (!self) return [noPrincipal(appId)];
    if (!self.enabled) return [disabled(self.name)];
    if (wishes.application !== undefined) return named(patient, principalId, wishes.application);
    const owned = await graph.ownedBy(principalId, COUNTED);
    const [sample] = owned;
    if (!sample) return [ownsNone];
    const count = owned.length < COUNTED ? String(owned.length) : `${COUNTED} or more`;
    const names = owned.slice(0, 3).map(({ displayName }) => displayName);
    return [
      ok(
        `SecretBot owns ${count} ${owned.length === 1 ? 'application' : 'applications'}, such as ${names.join(', ')}.`,
      ),
      ...(await searchOf(patient, sample)),
    ];
  },
};

async function named(patient: Patient, principalId: string, text: string): Promise<readonly Finding[]> {
  const { graph, graphUrl } = patient;
  const [application, ...others] = await meant(graph, text);
  if (!application || others.length > 0) {
    return [application ? ambiguous(text, [application, ...others]) : nothingLike(text)];
  }
  const { displayName, appId: clientId, objectId } = application;
  if (!(await graph.ownerIds(objectId)).includes(principalId)) {
    const gap = { clientId, objectId, principalId, graphUrl };
    return [
      fault(
        'not_owner',
        `SecretBot is no owner of ${displayName}, so nobody can create a secret for it.`,
        'One of its owners, or an Application Administrator, runs this in the Azure Cloud Shell:',
        azCommand(gap),
        `Other ways: npm run onboard -- ${clientId}`,
      ),
    ];
  }
  return [ok(`SecretBot is an owner of ${displayName}.`), ...(await searchOf(patient, application))];
}

function ambiguous(text: string, fitting: readonly Application[]): Finding {
  const says = `Several applications fit “${text}”.`;
  return fault('no_such_application', says, 'Say the Application (client) ID of one:', ...listed(fitting));
}

function nothingLike(text: string): Finding {
  const remedy = 'Check the spelling, or say its Application (client) ID instead.';
  return fault('no_such_application', `There is no application like “${text}”.`, remedy);
}

/** Ids and names, a line for each. */
export function listed(applications: readonly Application[]): readonly string[] {
  return applications.map(({ displayName, appId }) => `  ${appId}  ${displayName}`);
}

/** What the text means: the application of exactly this name, or whatever begins so. */
export async function meant(graph: Patient['graph'], text: string): Promise<readonly Application[]> {
  const found = await graph.applications(text, 20);
  const exact = found.filter(({ displayName }) => displayName.toLowerCase() === text.toLowerCase());
  return exact.length > 0 ? exact : found;
}

/** People find their applications by a search whose documentation lists no application permission. */
async function searchOf({ graph }: Patient, application: Application): Promise<readonly Finding[]> {
  const { displayName, objectId } = application;
  const person = await graph.someOwner(objectId);
  if (person === undefined) {
    return [
      note(
        'no_person_owns',
        `No person owns ${displayName}, so only administrators can create secrets for it.`,
        'Add a person: Microsoft Entra admin center, App registrations, the application, Owners.',
      ),
    ];
  }
  try {
    const found = await graph.applicationsOf(person, Number.POSITIVE_INFINITY);
    if (found.some((one) => one.objectId === objectId)) return [ok('People find the applications that they own.')];
  } catch (error) {
    if (!(error instanceof ProbeFailure) || ![400, 403].includes(error.look.status)) throw error;
  }
  return [
    fault(
      'search_refused',
      `Microsoft Graph does not tell SecretBot that ${displayName} is among the applications of its owner.`,
      'People must then say the Application (client) ID: create <client id>. Check User.Read.All and',
      'Application.Read.All above; a new owner may take minutes to show.',
    ),
  ];
}

const ownsNone = fault(
  'owns_nothing',
  'SecretBot owns no application, so it can create no secret for anybody.',
  'For each application that it shall serve, say: npm run onboard -- <application>',
);

function noPrincipal(appId: string): Finding {
  return fault(
    'no_principal',
    `There is no enterprise application (service principal) for ${appId} in the tenant.`,
    `An administrator makes one in the Azure Cloud Shell: az ad sp create --id ${appId}`,
  );
}

function disabled(name: string): Finding {
  return fault(
    'principal_disabled',
    `The enterprise application ${name} is disabled.`,
    'In the Microsoft Entra admin center, Enterprise applications, open it, then Properties, and set',
    '“Enabled for users to sign-in?” to Yes.',
  );
}
