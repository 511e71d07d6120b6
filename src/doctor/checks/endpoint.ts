import { type Answered, askAsStranger } from '../../adapters/endpointProbe';
import { ProbeFailure } from '../../adapters/probeFailure';
import type { Config } from '../../config';
import type { Check } from '../checks';
import { networkRemedy } from '../failedLook';
import { type Finding, fault, note, ok, unknown } from '../finding';

const PATH = '/api/messages';
const SOON_DAYS = 21;
const DAY_MS = 86_400_000;
const TLS_CODE = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/;

/** Whether the bot answers here, and whether Teams can reach it, and nobody anything else of it. */
export const endpoint: Check = {
  title: 'Messaging endpoint',
  look: async ({ config, wishes }) => [...(await here(config)), ...(await outside(wishes.endpoint))],
};

async function here({ host, port }: Config): Promise<readonly Finding[]> {
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const origin = `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  const answered = await answerOrFailure(() => askAsStranger('GET', `${origin}/readyz`));
  if (answered instanceof ProbeFailure) {
    return [
      note(
        'bot_not_here',
        `No SecretBot answers at ${origin} (${answered.look.code}).`,
        'That is fine when it runs elsewhere, or is not started yet.',
      ),
    ];
  }
  return [
    answered.status === 200
      ? ok(`SecretBot answers at ${origin} and is ready.`)
      : fault(
          'not_ready',
          `SecretBot answers at ${origin}, but is not ready (${answered.status}).`,
          'Look at “Database” above, and at its log.',
        ),
  ];
}

async function outside(address: string | undefined): Promise<readonly Finding[]> {
  if (address === undefined) {
    return [
      unknown(
        'endpoint_not_said',
        'Whether Teams can reach SecretBot was not looked at.',
        'Say where: npm run doctor -- --endpoint https://<your host>/api/messages (the messaging endpoint of the Azure Bot)',
      ),
    ];
  }
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    return [fault('endpoint_not_https', `${address} is no https:// address.`, 'Teams calls nothing else.')];
  }
  const answered = await answerOrFailure(() => askAsStranger('POST', address));
  if (answered instanceof ProbeFailure) return [unreachable(address, answered)];
  return [judged(address, answered), ...certificate(address, answered), ...(await metricsOf(address))];
}

/** A stranger must be refused, and by the bot itself. */
function judged(address: string, { status }: Answered): Finding {
  if (status === 401) return ok(`${address} can be reached, and answers strangers with 401, as it should.`);
  if (status < 300) {
    return fault(
      'endpoint_open',
      `${address} takes messages without a token (${status}), so it is not SecretBot that answers.`,
      'Check the messaging endpoint, and what stands in front of SecretBot.',
    );
  }
  if (status < 400) {
    return fault(
      'endpoint_redirects',
      `${address} leads somewhere else (${status}), and Teams does not follow.`,
      'Set the messaging endpoint of the Azure Bot to where it leads, or end the redirect.',
    );
  }
  if (status >= 500) {
    return fault(
      'endpoint_without_bot',
      `${address} can be reached, but no SecretBot answers behind it (${status}).`,
      'Start SecretBot; check where the proxy leads, and that /readyz of SecretBot says 200.',
    );
  }
  return fault(
    'endpoint_elsewhere',
    `${address} answers with ${status}, which SecretBot never does there.`,
    `The address ends in ${PATH}, and the proxy must let POST ${PATH} pass with its Authorization header.`,
  );
}

function unreachable(address: string, { look }: ProbeFailure): Finding {
  if (TLS_CODE.test(look.code)) {
    return fault(
      'endpoint_certificate',
      `The certificate of ${address} is not accepted (${look.code}).`,
      ...certificateRemedy(look.code),
    );
  }
  return fault('endpoint_unreachable', `${address} does not answer (${look.code}).`, networkRemedy(look.code));
}

function certificateRemedy(code: string): readonly string[] {
  if (code.startsWith('UNABLE_TO')) {
    return [
      'Often the server sends its own certificate only: it must send the intermediate ones too (the “full chain” file).',
      'And the authority must be one that everybody knows: Teams checks it too.',
    ];
  }
  return [
    'It must be valid, made out to this host name, and by an authority that everybody knows: Teams checks it too.',
  ];
}

function certificate(address: string, { certificateEnds }: Answered): readonly Finding[] {
  if (!certificateEnds) return [];
  const days = Math.floor((certificateEnds.getTime() - Date.now()) / DAY_MS);
  if (days > SOON_DAYS) return [];
  return [
    note(
      'certificate_ends_soon',
      `The certificate of ${address} ends on ${certificateEnds.toISOString().slice(0, 10)}.`,
      'Renew it before that: Teams does not call an address whose certificate has expired.',
    ),
  ];
}

async function metricsOf(address: string): Promise<readonly Finding[]> {
  const url = new URL('/metrics', address).href;
  const answered = await answerOrFailure(() => askAsStranger('GET', url));
  const open = !(answered instanceof ProbeFailure) && answered.status === 200 && answered.text.includes('secretbot_');
  if (!open) return [];
  return [
    fault(
      'metrics_open',
      `Everybody can read the metrics of SecretBot at ${url}.`,
      `Let the proxy pass nothing but POST ${PATH}.`,
    ),
  ];
}

async function answerOrFailure(ask: () => Promise<Answered>): Promise<Answered | ProbeFailure> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProbeFailure) return error;
    throw error;
  }
}
