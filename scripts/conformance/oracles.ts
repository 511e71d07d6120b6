import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { CardSchema } from './cards';
import { ConformanceError } from './conformanceError';
import { Description } from './description';
import { type Check, checkOf, isJson, type Json } from './schemaChecks';

/** Microsoft's own descriptions, ready to judge by. */
export interface Oracles {
  readonly graph: Description;
  readonly keyVault: Description;
  readonly connector: Description;
  readonly cards: CardSchema;
  /** The schema of this version of the app manifest. */
  readonly manifest: (manifestVersion: string) => Check;
  /** Exchanges with the real Key Vault. */
  readonly recordedKeyVault: readonly Json[];
}

const groupMembers = '/v1.0/groups/{group-id}/transitiveMembers/microsoft.graph.user';
const principal = '/v1.0/servicePrincipals/{servicePrincipal-id}';
const likeOwned = '/v1.0/users/{user-id}/ownedObjects/microsoft.graph.application';
const likeOwners = '/v1.0/applications/{application-id}/owners/microsoft.graph.user';

/** What Teams' accounts bear besides those of other channels. */
const teamsAccount = ['givenName', 'surname', 'email', 'userPrincipalName', 'tenantId', 'userRole', 'objectId'];

/** Reads the descriptions from the folder. @throws when a file is missing or no JSON */
export function loadOracles(folder: string): Oracles {
  const read = (...path: string[]): unknown => {
    const file = join(folder, ...path);
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch (error) {
      throw new ConformanceError(`${file} can't be read: ${error instanceof Error ? error.message : ''}`);
    }
  };
  const recorded = read('keyvault', 'recorded-real-service.json');
  return {
    graph: new Description(withPrincipals(withGroupMembers(read('graph', 'graph-v1.0-subset.openapi.json')))),
    keyVault: new Description(read('keyvault', 'keyvault-secrets-2026-04-01.swagger.json')),
    connector: new Description(withTeams(read('connector', 'botconnector-3.1.12.swagger.json'))),
    cards: new CardSchema(read('cards', 'adaptive-card-1.5.0.json')),
    manifest: (version) => manifestCheck(read('manifest', `v${version}.MicrosoftTeams.schema.json`)),
    recordedKeyVault: isJson(recorded) && Array.isArray(recorded['entries']) ? recorded['entries'].filter(isJson) : [],
  };
}

/** The subset has no groups. A group's people are answered as an application's owners are: a collection of users. */
function withGroupMembers(document: unknown): unknown {
  const paths = child(document, 'paths');
  const owners = JSON.stringify(paths[likeOwners]).replaceAll('"application-id"', '"group-id"');
  return { ...(document as Json), paths: { ...paths, [groupMembers]: JSON.parse(owners) } };
}

/**
 * The subset has neither what is granted to service principals nor what they own: answered as their owners are, a
 * collection of the type that the subset describes, and as what people own.
 */
function withPrincipals(document: unknown): unknown {
  const paths = child(document, 'paths');
  const grants = JSON.stringify(paths[`${principal}/owners`]).replaceAll(
    '/microsoft.graph.directoryObject"',
    '/microsoft.graph.appRoleAssignment"',
  );
  const owned = JSON.stringify(paths[likeOwned]).replaceAll('"user-id"', '"servicePrincipal-id"');
  const more = {
    [`${principal}/appRoleAssignments`]: JSON.parse(grants),
    [`${principal}/ownedObjects/microsoft.graph.application`]: JSON.parse(owned),
  };
  return { ...(document as Json), paths: { ...paths, ...more } };
}

/** The description is of every channel: Teams' accounts have more to them, and it attaches what was typed as HTML text. */
function withTeams(document: unknown): unknown {
  const definitions = child(document, 'definitions');
  const account = Object.fromEntries(teamsAccount.map((name) => [name, { type: 'string' }]));
  const changed = {
    ChannelAccount: withProperties(child(definitions, 'ChannelAccount'), account),
    Attachment: withProperties(child(definitions, 'Attachment'), { content: { type: ['object', 'string'] } }),
  };
  return { ...(document as Json), definitions: { ...definitions, ...changed } };
}

function withProperties(schema: Json, properties: Json): Json {
  return { ...schema, properties: { ...child(schema, 'properties'), ...properties } };
}

function manifestCheck(schema: unknown): Check {
  const ajv = new Ajv04({ strict: false, allErrors: true });
  addFormats(ajv);
  return checkOf(ajv, schema as Json);
}

function child(node: unknown, name: string): Json {
  const found = isJson(node) ? node[name] : undefined;
  if (!isJson(found)) throw new ConformanceError(`the description has no ${name}`);
  return found;
}
