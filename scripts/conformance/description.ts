import { type Check, checkOf, isJson, type Json, newAjv } from './schemaChecks';

/** What a description says of one query or path parameter. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly type: string;
  readonly check: Check;
}

/** What a description says of one operation. */
export interface Operation {
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly required: boolean; readonly check: Check };
  /** By `200`, `4XX` or `default`; `undefined` for an answer without a body. */
  readonly answers: ReadonlyMap<string, Check | undefined>;
}

/** An operation and what stands for its path parameters in one request. */
export interface Found {
  readonly operation: Operation;
  readonly pathValues: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly operation: Operation;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** An official description of an HTTP API: OpenAPI 3 or Swagger 2. */
export class Description {
  readonly #routes: readonly Route[];
  readonly #ajv = newAjv();
  readonly #document: Json;

  constructor(document: unknown) {
    this.#document = prepared(document) as Json;
    this.#ajv.addSchema(this.#document, 'api');
    this.#routes = entries(this.#document['paths'])
      .flatMap(([path, item]) =>
        entries(item)
          .filter(([method]) => methods.includes(method))
          .map(([method, operation]) => this.#route(path, method, operation)),
      )
      // The more is spelled out in a path, the better it fits.
      .sort((a, b) => a.names.length - b.names.length);
  }

  /** The operation that a request asks for; the path still encoded and without the query. */
  find(method: string, path: string): Found | undefined {
    for (const route of this.#routes) {
      const match = route.method === method.toLowerCase() ? route.pattern.exec(path) : null;
      if (!match) continue;
      const values = route.names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]);
      return { operation: route.operation, pathValues: Object.fromEntries(values) };
    }
    return undefined;
  }

  #route(path: string, method: string, operation: Json): Route {
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');
    const literal = path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
    const parameters = list(operation['parameters']).map((one) => this.#resolve(one));
    const body = this.#body(operation, parameters);
    return {
      method,
      names,
      pattern: new RegExp(`^${literal.join('([^/]+)')}$`),
      operation: {
        title: `${method.toUpperCase()} ${path}`,
        parameters: parameters.filter((one) => one['in'] !== 'body').map((one) => this.#parameter(one)),
        answers: new Map(entries(operation['responses']).map(([status, one]) => [status, this.#answer(one)])),
        ...(body ? { body } : {}),
      },
    };
  }

  #parameter(parameter: Json): Parameter {
    // In Swagger 2 the parameter is its own schema, but for `required`, which means something else there.
    const { required, name, in: place, schema, ...own } = parameter;
    const judged = isJson(schema) ? schema : own;
    return {
      name: String(name),
      in: String(place),
      required: required === true,
      type: String(judged['type']),
      check: checkOf(this.#ajv, judged),
    };
  }

  #body(operation: Json, parameters: readonly Json[]): Operation['body'] {
    const inSwagger = parameters.find((one) => one['in'] === 'body');
    const inOpenApi = isJson(operation['requestBody']) ? this.#resolve(operation['requestBody']) : undefined;
    const described = inSwagger ?? inOpenApi;
    const schema = inSwagger ? inSwagger['schema'] : jsonSchemaOf(inOpenApi);
    return described && isJson(schema)
      ? { required: described['required'] === true, check: checkOf(this.#ajv, schema) }
      : undefined;
  }

  #answer(reference: unknown): Check | undefined {
    const answer = this.#resolve(reference);
    const schema = answer['schema'] ?? jsonSchemaOf(answer);
    return isJson(schema) ? checkOf(this.#ajv, schema) : undefined;
  }

  #resolve(node: unknown): Json {
    const reference = isJson(node) ? node['$ref'] : undefined;
    if (typeof reference !== 'string') return isJson(node) ? node : {};
    let target: unknown = this.#document;
    for (const part of reference.replace('api#/', '').split('/')) target = isJson(target) ? target[part] : undefined;
    return isJson(target) ? target : {};
  }
}

function jsonSchemaOf(described: Json | undefined): unknown {
  const content = described?.['content'];
  const json = isJson(content) ? content['application/json'] : undefined;
  return isJson(json) ? json['schema'] : undefined;
}

/** Makes the schemas of the document plain JSON schemas: `nullable` becomes a choice, references name the document. */
function prepared(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(prepared);
  if (!isJson(node)) return node;
  const { nullable, 'x-nullable': nullableToo, example, ...rest } = node;
  const copy = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'api#') : prepared(value),
    ]),
  );
  const named = {
    ...(isJson(nullable) ? { nullable: prepared(nullable) } : {}),
    ...(isJson(example) ? { example } : {}),
  };
  return nullable === true || nullableToo === true
    ? { anyOf: [{ ...copy, ...named }, { type: 'null' }] }
    : { ...copy, ...named };
}

function entries(node: unknown): readonly (readonly [string, Json])[] {
  return isJson(node) ? Object.entries(node).map(([key, value]) => [key, isJson(value) ? value : {}]) : [];
}

function list(node: unknown): readonly unknown[] {
  return Array.isArray(node) ? node : [];
}
