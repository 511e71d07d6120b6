import type { FailedLook, ProbeFailure } from '../adapters/probeFailure';
import { type Finding, fault, unknown } from './finding';

const services: Readonly<Record<FailedLook['service'], string>> = {
  entra: 'Microsoft Entra',
  graph: 'Microsoft Graph',
  vault: 'The Key Vault',
  bot: "SecretBot's address",
};

/** "A transient error has occurred": Entra's own number for being away. */
const ENTRA_TRANSIENT = 'AADSTS90033';

/** Codes of the network, each with what an administrator can do about it. */
const network: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no such host name. Check the spelling, and the name server of this machine.',
  EAI_AGAIN: 'The name could not be looked up just now. Check the name server of this machine, then try again.',
  ECONNREFUSED: 'Nobody listens there, or a firewall refuses. Check the address and what this machine may reach.',
  ECONNRESET: 'The connection was cut. Check firewalls and proxies in between, then try again.',
  ETIMEDOUT: 'There was no answer in time. Check firewalls and proxies in between, then try again.',
};

/** A failed look that no check has words of its own for. */
export function failedLook(failure: ProbeFailure): Finding {
  return isRefusedSignIn(failure) ? noSignIn(failure) : failedAnswer(failure);
}

/** The same where signing in is what is looked at. */
export function failedAnswer({ look }: ProbeFailure): Finding {
  const { service, status, code, requestId } = look;
  const who = services[service];
  if (status === 429 || status >= 500 || code === ENTRA_TRANSIENT) {
    return unknown(
      'busy',
      `${who} could not answer just now (${code === ENTRA_TRANSIENT ? code : status || code}).`,
      'Try again in a few minutes.',
    );
  }
  if (status === 0) {
    return unknown('no_answer', `${who} gave no answer${named(code)}.`, networkRemedy(code));
  }
  if (service === 'entra' && !code.startsWith('AADSTS')) {
    return unknown(
      'not_entra',
      `Something answered for Microsoft Entra, but not as Entra does (${status}, ${code}).`,
      'Look for a proxy between this machine and Entra that answers by itself, then try again.',
    );
  }
  return fault(
    'unexpected_answer',
    `${who} refused (${status}${code && `, ${code}`}).`,
    `Try again. If it stays, Microsoft's support can find out more${requestId ? ` by the request ID ${requestId}` : ''}.`,
  );
}

/** Why Entra gives no token has words of its own, in one place. */
function noSignIn({ look }: ProbeFailure): Finding {
  return fault(
    'no_sign_in',
    `This could not be looked at, since Microsoft Entra gives SecretBot no token (${look.code}).`,
    '“Signing in” says why, and what to do: npm run doctor -- --only tokens',
  );
}

/** Entra is there and says no, or there is nobody to sign in as. */
function isRefusedSignIn({ look: { service, status, code } }: ProbeFailure): boolean {
  const isAway = status === 429 || status >= 500 || code === ENTRA_TRANSIENT || code in network;
  return service === 'entra' && !isAway;
}

/** What can be done about a network that does not answer. */
export function networkRemedy(code: string): string {
  return network[code] ?? 'Check what this machine may reach (DNS, firewall, proxy, certificates), then try again.';
}

function named(code: string): string {
  return code === '' || code === 'unknown' ? '' : ` (${code})`;
}
