import type { World } from '../../world/world';
import { answering, type HostHandler } from '../hostHandler';

/** The Bot Framework's OpenID metadata at login.botframework.com: how the bot checks that an activity comes from Teams. */
export function openIdHandler(world: World): HostHandler {
  const { openIdHost, channelIssuer } = world.cloud;
  return answering(({ method, path }) => {
    if (method === 'GET' && path === '/v1/.well-known/openidconfiguration') {
      return {
        status: 200,
        body: {
          issuer: channelIssuer,
          authorization_endpoint: 'https://invalid.botframework.com',
          jwks_uri: `https://${openIdHost}/v1/.well-known/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
        },
      };
    }
    if (method === 'GET' && path === '/v1/.well-known/keys') {
      return { status: 200, body: { keys: [{ ...world.channelTokens.publicKey(), endorsements: ['msteams'] }] } };
    }
    return { status: 404 };
  });
}
