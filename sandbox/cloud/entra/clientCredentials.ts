import { timingSafeEqual } from 'node:crypto';
import { credentialOf } from '../../world/applications';
import { audiences, type World } from '../../world/world';
import { AnswerError, type CloudAnswer } from '../hostHandler';

/** Who signs in: the bot itself, or one of the applications with a secret that was made here. */
interface Client {
  readonly appId: string;
  readonly objectId: string;
  readonly roles: readonly string[];
}

/** The client credentials grant: checks id and secret, answers with a token for one of the known audiences. */
export function issueClientToken(world: World, form: URLSearchParams): CloudAnswer {
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials') {
    throw refused(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant ?? ''}'.`,
    );
  }
  const client = authenticate(world, form.get('client_id') ?? '', form.get('client_secret') ?? '');
  const audience = audienceOf(form);
  const lifetimeSeconds = 3_599;
  const access_token = world.tokens.issue({
    issuer: world.entraIssuer,
    audience,
    lifetimeSeconds,
    claims: {
      appid: client.appId,
      appidacr: '1',
      idtyp: 'app',
      oid: client.objectId,
      sub: client.objectId,
      tid: world.tenant.id,
      ver: '1.0',
      ...(audience === audiences.graph && { roles: client.roles }),
    },
  });
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: { token_type: 'Bearer', expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds, access_token },
  };
}

function authenticate(world: World, clientId: string, secret: string): Client {
  const { bot } = world;
  if (clientId.toLowerCase() === bot.appId) {
    if (!isSame(secret, bot.password)) {
      throw wrongSecret(clientId);
    }
    return { appId: bot.appId, objectId: bot.servicePrincipalId, roles: bot.roles };
  }
  const application = world.applications.find(({ appId }) => appId === clientId.toLowerCase());
  if (!application) {
    const text = `Application with identifier '${clientId}' was not found in the directory '${world.tenant.name}'.`;
    throw refused(400, 'unauthorized_client', 700016, text);
  }
  const credential = credentialOf(application, secret, world.clock.now());
  if (!credential) {
    throw wrongSecret(clientId);
  }
  credential.lastUsedAt = world.clock.now();
  return { appId: application.appId, objectId: application.objectId, roles: [] };
}

function audienceOf(form: URLSearchParams): string {
  const wanted = (form.get('scope') ?? form.get('resource') ?? '').split(' ')[0] ?? '';
  const audience = wanted.replace(/\/\.default$/, '').replace(/\/$/, '');
  if (!Object.values<string>(audiences).includes(audience)) {
    const text = `The resource principal named ${audience} was not found in the tenant.`;
    throw refused(400, 'invalid_resource', 500011, text);
  }
  return audience;
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function wrongSecret(clientId: string): AnswerError {
  const text =
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the ' +
    `client secret ID, for a secret added to app '${clientId}'.`;
  return refused(401, 'invalid_client', 7000215, text);
}

function refused(status: number, error: string, code: number, text: string): AnswerError {
  const error_description = `AADSTS${code}: ${text}`;
  return new AnswerError({ status, body: { error, error_description, error_codes: [code] } });
}
