import { addCredential, type SandboxApplication, visibleCredentials } from '../../world/applications';
import { daysOf, type SandboxPolicy } from '../../world/policies';
import { graphError } from '../errorBodies';
import { AnswerError, type CloudAnswer } from '../hostHandler';
import { applicationPattern, requireApplication } from './applicationRoutes';
import { badRequest, bodyOf, forbidden, type GraphRequest, type GraphRoute, metadata } from './graphRequest';
import { credentialRow } from './shapes';

const dayMs = 86_400_000;
const writing = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];
const credentialFields = ['displayName', 'startDateTime', 'endDateTime', 'keyId', '@odata.type'];

/** The two actions that change an application's passwords. */
export const passwordRoutes: readonly GraphRoute[] = [
  { method: 'POST', pattern: applicationPattern('/(?:microsoft\\.graph\\.)?addPassword'), needs: writing, answer: add },
  {
    method: 'POST',
    pattern: applicationPattern('/(?:microsoft\\.graph\\.)?removePassword'),
    needs: writing,
    answer: remove,
  },
];

/** Plaintext passes here: the value is made, answered once and forgotten. */
function add(request: GraphRequest): CloudAnswer {
  const { world } = request;
  const application = requireOwned(request);
  const wanted = wantedCredential(request);
  checkPolicy(request, application, wanted);
  checkLimit(request, application);
  const { credential, value } = addCredential(application, {
    ...wanted,
    addedAt: world.clock.now(),
    marker: world.secretMarker,
  });
  const context = `${metadata}#microsoft.graph.passwordCredential`;
  return { status: 200, body: { '@odata.context': context, ...credentialRow(credential), secretText: value } };
}

function remove(request: GraphRequest): CloudAnswer {
  const application = requireOwned(request);
  const { keyId } = bodyOf(request, ['keyId', '@odata.type']);
  if (typeof keyId !== 'string') {
    throw badRequest('The keyId is required.');
  }
  const credential = application.credentials.find((one) => one.keyId === keyId.toLowerCase() && !one.removedAt);
  if (!credential) {
    throw badRequest(`No password credential found with keyId '${keyId}'.`);
  }
  credential.removedAt = request.world.clock.now();
  return { status: 204 };
}

/** Application.ReadWrite.OwnedBy alone reaches only applications that the caller owns. */
function requireOwned(request: GraphRequest): SandboxApplication {
  const application = requireApplication(request);
  const isOwner = application.botIsOwner && request.callerId === request.world.bot.servicePrincipalId;
  if (!isOwner && !request.roles.includes('Application.ReadWrite.All')) {
    throw forbidden();
  }
  return application;
}

interface WantedCredential {
  readonly displayName: string | null;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

function wantedCredential(request: GraphRequest): WantedCredential {
  const { passwordCredential = {} } = bodyOf(request, ['passwordCredential', '@odata.type']);
  const asked: Record<string, unknown> = { ...(passwordCredential as object) };
  const unknown = Object.keys(asked).find((key) => !credentialFields.includes(key));
  if (unknown !== undefined) {
    throw badRequest(`Property '${unknown}' is read-only and cannot be set.`);
  }
  const startsAt = timeOf(asked['startDateTime'], 'startDateTime') ?? request.world.clock.now();
  const expiresAt = timeOf(asked['endDateTime'], 'endDateTime') ?? twoYearsAfter(startsAt);
  if (expiresAt <= startsAt) {
    throw badRequest('Key credential end date is invalid: it must be later than the start date.');
  }
  const { displayName } = asked;
  return { displayName: typeof displayName === 'string' ? displayName : null, startsAt, expiresAt };
}

function timeOf(value: unknown, name: string): Date | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const isDateTime =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value);
  const time = new Date(isDateTime ? value : Number.NaN);
  if (Number.isNaN(time.getTime())) {
    throw badRequest(`Cannot convert a value of '${name}' to target type 'Edm.DateTimeOffset'.`, 'BadRequest');
  }
  return time;
}

function twoYearsAfter(start: Date): Date {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end;
}

function checkPolicy(request: GraphRequest, application: SandboxApplication, wanted: WantedCredential): void {
  const { world, method, path } = request;
  const fault = world.faults.take('graph', method, path, ['policy']);
  const policy = policyInForce(request, application);
  const refusal = fault?.kind === 'policy' ? fault.refusal : refusalOf(policy, wanted);
  if (refusal === 'blocked') {
    const message = `Credential type not allowed as per assigned policy '${policy.id}'.`;
    throw badRequest(message, 'CredentialTypeNotAllowedAsPerAppPolicy');
  }
  if (refusal === 'lifetime') {
    const message = `Credential lifetime exceeds the max value allowed as per assigned policy '${policy.id}'.`;
    throw badRequest(message, 'CredentialInvalidLifetimeAsPerAppPolicy');
  }
}

/** An assigned policy replaces the tenant's: nothing is inherited. */
function policyInForce({ world }: GraphRequest, application: SandboxApplication): SandboxPolicy {
  const { assigned, tenant } = world.policies;
  return assigned.find(({ id, isEnabled }) => id === application.policyId && isEnabled) ?? tenant;
}

function refusalOf(policy: SandboxPolicy, wanted: WantedCredential): 'blocked' | 'lifetime' | undefined {
  if (!policy.isEnabled) {
    return undefined;
  }
  if (policy.blocksPasswords) {
    return 'blocked';
  }
  const lifetime = wanted.expiresAt.getTime() - wanted.startsAt.getTime();
  return policy.maxLifetime && lifetime > daysOf(policy.maxLifetime) * dayMs ? 'lifetime' : undefined;
}

/** Registrations that serve personal accounts hold two secrets at most. */
function checkLimit({ world }: GraphRequest, application: SandboxApplication): void {
  const isLimited = application.signInAudience === 'AzureADandPersonalMicrosoftAccount';
  if (isLimited && visibleCredentials(application, world.clock).length >= 2) {
    const message =
      'The size of the object has exceeded its limit. Please reduce the number of values and retry your request.';
    throw new AnswerError(graphError(403, 'Directory_ResourceSizeExceeded', message));
  }
}
