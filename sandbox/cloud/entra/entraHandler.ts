import type { World } from '../../world/world';
import { answering, type CloudAnswer, type CloudRequest, type HostHandler } from '../hostHandler';
import { issueClientToken } from './clientCredentials';

/** Entra at login.microsoftonline.com: instance discovery, OpenID configuration, signing keys, tokens for clients. */
export function entraHandler(world: World): HostHandler {
  return answering((request) => {
    const [, tenant = '', ...rest] = request.path.split('/');
    const route = `${request.method} ${rest.join('/').toLowerCase()}`;
    switch (route) {
      case 'GET discovery/instance':
        return instanceDiscovery(world);
      case 'GET .well-known/openid-configuration':
      case 'GET v2.0/.well-known/openid-configuration':
        return openIdConfiguration(world, tenant);
      case 'GET discovery/keys':
      case 'GET discovery/v2.0/keys':
        return { status: 200, body: { keys: [world.tokens.publicKey()] } };
      case 'POST oauth2/token':
      case 'POST oauth2/v2.0/token':
        return tokens(world, tenant, request);
      default:
        return { status: 404, body: { error: 'invalid_request', error_description: 'AADSTS90014: Unknown endpoint.' } };
    }
  });
}

function authorityOf({ cloud }: World): string {
  return `https://${cloud.entraHosts[0]}`;
}

function instanceDiscovery(world: World): CloudAnswer {
  const aliases = world.cloud.entraHosts;
  const authority = authorityOf(world);
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${authority}/common/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: aliases[0], preferred_cache: aliases[1] ?? aliases[0], aliases }],
    },
  };
}

function openIdConfiguration(world: World, tenant: string): CloudAnswer {
  if (!isKnown(world, tenant) && !['common', 'organizations', 'botframework.com'].includes(tenant)) {
    return unknownTenant(tenant);
  }
  const authority = authorityOf(world);
  const issuerTenant = isKnown(world, tenant) ? world.tenant.id : '{tenantid}';
  return {
    status: 200,
    body: {
      token_endpoint: `${authority}/${tenant}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${authority}/${tenant}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${authority}/${issuerTenant}/v2.0`,
      authorization_endpoint: `${authority}/${tenant}/oauth2/v2.0/authorize`,
      tenant_region_scope: 'EU',
      cloud_instance_name: world.cloud.entraHosts[0].replace('login.', ''),
    },
  };
}

function tokens(world: World, tenant: string, request: CloudRequest): CloudAnswer {
  return isKnown(world, tenant) ? issueClientToken(world, new URLSearchParams(request.body)) : unknownTenant(tenant);
}

function isKnown(world: World, tenant: string): boolean {
  return tenant === world.tenant.id || tenant === world.tenant.domain;
}

function unknownTenant(tenant: string): CloudAnswer {
  const error_description = `AADSTS90002: Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`;
  return { status: 400, body: { error: 'invalid_request', error_description, error_codes: [90002] } };
}
