import { timingSafeEqual } from 'node:crypto';
import { credentialOf } from '../../world/applications';
import type { BotCertificate } from '../../world/botSignIn';
import type { World } from '../../world/world';
import { AnswerError, type CloudAnswer } from '../hostHandler';
import { isAssertionOf } from './clientAssertion';

/** A token, and how long it lives. */
interface IssuedToken {
  readonly accessToken: string;
  readonly lifetimeSeconds: number;
}

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
  const client = authenticate(world, form);
  const wanted = (form.get('scope') ?? form.get('resource') ?? '').split(' ')[0] ?? '';
  const { accessToken, lifetimeSeconds } = issueToken(world, client, wanted);
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: {
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      ext_expires_in: lifetimeSeconds,
      access_token: accessToken,
    },
  };
}

/** A token for one of the audiences of this cloud. @throws AnswerError for any other */
export function issueToken(world: World, client: Client, wanted: string): IssuedToken {
  const audience = audienceOf(world, wanted);
  const lifetimeSeconds = 3_599;
  const accessToken = world.tokens.issue({
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
      ...(audience === world.cloud.audiences.graph && { roles: client.roles }),
    },
  });
  return { accessToken, lifetimeSeconds };
}

function authenticate(world: World, form: URLSearchParams): Client {
  const { bot } = world;
  const clientId = form.get('client_id') ?? '';
  const secret = form.get('client_secret') ?? '';
  if (clientId.toLowerCase() === bot.appId) {
    if (bot.signIn.how === 'certificate') {
      requireAssertion(world, bot.signIn, form.get('client_assertion') ?? '');
    } else if (bot.signIn.how !== 'password' || !isSame(secret, bot.password)) {
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

function requireAssertion(world: World, certificate: BotCertificate, assertion: string): void {
  const { bot, cloud, tenant, clock } = world;
  const endpoint = `https://${cloud.entraHosts[0]}/${tenant.id}/oauth2/v2.0/token`;
  const expected = { clientId: bot.appId, endpoint, now: clock.now() };
  if (!isAssertionOf(assertion, certificate, expected)) {
    throw refused(401, 'invalid_client', 700027, 'Client assertion failed signature validation.');
  }
}

function audienceOf(world: World, wanted: string): string {
  const audience = wanted.replace(/\/\.default$/, '').replace(/\/$/, '');
  if (!Object.values<string>(world.cloud.audiences).includes(audience)) {
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
