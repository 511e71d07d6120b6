import draft06 from 'ajv/dist/refs/json-schema-draft-06.json';
import type { Exchange } from './journal';
import { type Check, checkOf, isJson, type Json, newAjv } from './schemaChecks';

/** The version that cards of bots have in Teams. */
const version = '1.5';

/** What Teams adds to the published schema; `data` of actions is free there already. */
const teamsAdditions: Readonly<Record<string, Json>> = {
  AdaptiveCard: {
    msteams: {
      type: 'object',
      properties: { width: { enum: ['Full'] }, entities: { type: 'array', items: { type: 'object' } } },
      additionalProperties: false,
    },
  },
  'Input.ChoiceSet': {
    // Published for 1.6 only, but Teams needs it for typeahead in 1.5.
    style: { enum: ['compact', 'expanded', 'filtered'] },
    'choices.data': {
      type: 'object',
      properties: {
        type: { const: 'Data.Query' },
        dataset: { type: 'string', minLength: 1 },
        associatedInputs: { enum: ['auto', 'none'] },
      },
      required: ['type', 'dataset'],
      additionalProperties: false,
    },
  },
};

/** The published card schema with what Teams adds to it. */
export class CardSchema {
  readonly #card: Check;
  readonly #byType: ReadonlyMap<string, Check>;

  constructor(schema: unknown) {
    const ajv = newAjv();
    ajv.addMetaSchema(draft06);
    const document = withAdditions(schema);
    ajv.addSchema(document, 'card');
    this.#card = checkOf(ajv, { $ref: 'card#' });
    const types = Object.keys(isJson(document['definitions']) ? document['definitions'] : {});
    this.#byType = new Map(types.map((type) => [type, checkOf(ajv, { $ref: `card#/definitions/${type}` })]));
  }

  /** Says how a card differs from the schema, told at the innermost elements that do. */
  differences(card: Json): readonly string[] {
    const wrongVersion =
      card['version'] === version ? [] : [`its version is ${String(card['version'])}, not ${version}`];
    const asAWhole = this.#card(card);
    if (asAWhole.length === 0) return wrongVersion;
    const inside = this.#inside(card, 'the card');
    return [...wrongVersion, ...(inside.length > 0 ? inside : asAWhole)];
  }

  /** The schema answers a wrong element with one failure for each type it could have been: look at its own type only. */
  #inside(node: unknown, place: string): readonly string[] {
    const deeper = childrenOf(node).flatMap(([key, child]) => this.#inside(child, `${place}/${key}`));
    if (deeper.length > 0 || !isJson(node)) return deeper;
    const type = String(node['type']);
    const check = this.#byType.get(type);
    if (check) return check(node).map((difference) => `${place} (${type}): ${difference}`);
    return isElement(place) ? [`${place}: there is no ${type} in version ${version}`] : [];
  }
}

function childrenOf(node: unknown): readonly (readonly [string | number, unknown])[] {
  return Array.isArray(node) ? node.map((child, index) => [index, child]) : isJson(node) ? Object.entries(node) : [];
}

/** Whether elements or actions stand in this place; elsewhere, in `data` for one, `type` may mean anything. */
function isElement(place: string): boolean {
  return /\/(body|items|actions|columns|rows|cells)\/\d+$/.test(place) && !/\/data\//.test(place);
}

/** The cards that the bot sent: in its requests to the chat, and in its answers to the chat's requests. */
export function cardsOf(exchange: Exchange): readonly Json[] {
  return outermostCards(exchange.direction === 'toBot' ? exchange.responseBody : exchange.requestBody);
}

function outermostCards(node: unknown): readonly Json[] {
  if (Array.isArray(node)) return node.flatMap(outermostCards);
  if (!isJson(node)) return [];
  return node['type'] === 'AdaptiveCard' ? [node] : Object.values(node).flatMap(outermostCards);
}

function withAdditions(schema: unknown): Json {
  // `id` is draft-04's word; newer judges refuse it.
  const { id: _id, definitions, ...rest } = isJson(schema) ? schema : {};
  const extended = Object.entries(isJson(definitions) ? definitions : {}).map(([type, definition]) => {
    const additions = teamsAdditions[type];
    if (!additions || !isJson(definition)) return [type, definition];
    return [type, { ...definition, properties: { ...(definition['properties'] as Json), ...additions } }];
  });
  return { ...rest, definitions: Object.fromEntries(extended) };
}
