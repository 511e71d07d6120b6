import type { Description, Found, Parameter } from './description';
import type { Exchange } from './journal';

/** What a service takes besides what its description says, each with a reason where it is listed. */
export interface Allowances {
  readonly queryParameters?: readonly string[];
}

/**
 * Says how a request, and the answer to it, differ from the description.
 *
 * The answer of a fault that was switched on is not judged: it is meant to be out of order.
 */
export function judgeExchange(
  exchange: Exchange,
  description: Description,
  allowances: Allowances = {},
): readonly string[] {
  const [path = '', query = ''] = exchange.path.split('?');
  const found = description.find(exchange.method, path);
  if (!found) return [`${exchange.method} ${path} is not described`];
  const request = [
    ...judgePath(found),
    ...judgeQuery(found, new URLSearchParams(query), allowances.queryParameters ?? []),
    ...judgeRequestBody(found, exchange),
  ].map((difference) => `the request: ${difference}`);
  const isMeantToFail = exchange.fault !== undefined || exchange.status === 0;
  const answer = isMeantToFail ? [] : judgeAnswer(found, exchange);
  return [...request, ...answer.map((difference) => `the answer ${exchange.status}: ${difference}`)];
}

function judgePath({ operation, pathValues }: Found): readonly string[] {
  return operation.parameters
    .filter((one) => one.in === 'path')
    .flatMap((one) => one.check(pathValues[one.name]).map((difference) => `${one.name} in the path: ${difference}`));
}

function judgeQuery({ operation }: Found, query: URLSearchParams, allowed: readonly string[]): readonly string[] {
  const described = operation.parameters.filter((one) => one.in === 'query');
  const unknown = [...query.keys()].filter(
    (name) => !allowed.includes(name) && !described.some((one) => one.name === name),
  );
  const missing = described.filter((one) => one.required && !query.has(one.name));
  return [
    ...unknown.map((name) => `the query parameter ${name} is not described`),
    ...missing.map(({ name }) => `the query parameter ${name} is missing`),
    ...described
      .filter(({ name }) => query.has(name))
      .flatMap((one) =>
        one.check(typed(one, query.get(one.name) ?? '')).map((difference) => `${one.name}: ${difference}`),
      ),
  ];
}

/** Queries are text: a value is read as the type that the description gives it. */
function typed({ type }: Parameter, text: string): unknown {
  if (type === 'integer' || type === 'number') return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'array' ? text.split(',') : text;
}

function judgeRequestBody({ operation }: Found, exchange: Exchange): readonly string[] {
  const body = exchange.requestBody ?? undefined;
  // Key Vault's client asks without token and body first, to be told where tokens come from.
  if (exchange.requestHeaders['authorization'] === undefined) return [];
  if (!operation.body) return body === undefined ? [] : ['a body is not described'];
  if (body === undefined) return operation.body.required ? ['the body is missing'] : [];
  return operation.body.check(body).map((difference) => `body: ${difference}`);
}

function judgeAnswer({ operation }: Found, { status, responseBody }: Exchange): readonly string[] {
  const wanted = [String(status), `${String(status).charAt(0)}XX`, 'default'].find((one) => operation.answers.has(one));
  if (wanted === undefined) return ['this status is not described'];
  const check = operation.answers.get(wanted);
  const body = responseBody ?? undefined;
  if (!check) return body === undefined ? [] : ['a body is not described'];
  return body === undefined ? ['the body is missing'] : check(body);
}
