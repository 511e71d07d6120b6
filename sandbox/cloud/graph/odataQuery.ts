import type { CloudAnswer } from '../hostHandler';
import { badRequest, type GraphRequest, metadata } from './graphRequest';
import { compileFilter, type Filter, InvalidFilterError, type Predicate, type Row } from './odataFilter';
import { compileSearch } from './odataSearch';

/** What a collection is of, for the answer's context and for telling unknown properties. */
export interface Collection {
  /** `applications`, as in `$metadata#applications`. */
  readonly name: string;
  /** `microsoft.graph.application` */
  readonly type: string;
  readonly rows: readonly Row[];
  /** Derived types, in collections of directory objects. */
  readonly withTypes?: boolean;
}

const defaultPage = 100;

/** Answers a collection through $search, $filter, $orderby, $count, $top, $skiptoken and $select. */
export function answerCollection(request: GraphRequest, collection: Collection): CloudAnswer {
  const { query } = request;
  refuseUnknownOptions(query);
  const eventual = request.headers['consistencylevel'] === 'eventual';
  const counted = eventual && query.get('$count') === 'true';
  if (!counted && /\/microsoft\.graph\.\w+$/.test(request.path)) {
    throw badRequest(
      "OData cast is not supported without the header 'ConsistencyLevel: eventual' and $count=true.",
      'Request_UnsupportedQuery',
    );
  }
  const matching = sorted(selectRows(request, collection, { eventual, counted }), query, counted);
  const size = pageSize(query);
  const start = Number(query.get('$skiptoken') ?? query.get('$skip') ?? 0);
  const page = matching.slice(start, start + size);
  const fields = selected(request, collection);
  return {
    status: 200,
    body: {
      '@odata.context': `${metadata}#${collection.name}${fields ? `(${fields.join(',')})` : ''}`,
      ...(counted && start === 0 && { '@odata.count': matching.length }),
      ...(start + size < matching.length && { '@odata.nextLink': nextLink(request, start + size) }),
      value: page.map((row) => project(row, fields, collection)),
    },
  };
}

/** Answers one thing through $select. */
export function answerOne(request: GraphRequest, collection: Omit<Collection, 'rows'>, row: Row): CloudAnswer {
  const fields = selected(request, { ...collection, rows: [row] });
  const context = `${metadata}#${collection.name}${fields ? `(${fields.join(',')})` : ''}/$entity`;
  return { status: 200, body: { '@odata.context': context, ...project(row, fields, collection) } };
}

const options = ['$search', '$filter', '$orderby', '$count', '$top', '$skip', '$skiptoken', '$select'];

function refuseUnknownOptions(query: URLSearchParams): void {
  const unknown = [...query.keys()].find((name) => name.startsWith('$') && !options.includes(name));
  if (unknown !== undefined) {
    throw badRequest(`The query parameter '${unknown}' is not supported here.`, 'BadRequest');
  }
}

function selectRows(
  { query }: GraphRequest,
  { rows, type }: Collection,
  { eventual, counted }: { eventual: boolean; counted: boolean },
): readonly Row[] {
  const search = query.get('$search');
  if (search !== null && !eventual) {
    throw badRequest(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      'Request_UnsupportedQuery',
    );
  }
  const searched: Predicate | undefined = search === null ? () => true : compileSearch(search);
  if (!searched) {
    throw badRequest(`Syntax error: ${search} is not a quoted "property:value" clause.`, 'Request_BadRequest');
  }
  const filter = filterOf(query.get('$filter'), type, rows[0]);
  if (filter?.advanced && !counted) {
    throw badRequest(
      "Operator is not supported without the header 'ConsistencyLevel: eventual' and $count=true.",
      'Request_UnsupportedQuery',
    );
  }
  return rows.filter((row) => searched(row) && (filter?.fits(row) ?? true));
}

function filterOf(text: string | null, type: string, known: Row | undefined): Filter | undefined {
  if (text === null) {
    return undefined;
  }
  try {
    const filter = compileFilter(text);
    const unknown = known && filter.properties.find((property) => !(property in known));
    if (unknown !== undefined) {
      throw new InvalidFilterError(`there is no property '${unknown}'`);
    }
    return filter;
  } catch (error) {
    if (error instanceof InvalidFilterError) {
      throw badRequest(`Invalid filter clause on '${type}': ${error.message}`, 'BadRequest');
    }
    throw error;
  }
}

function sorted(rows: readonly Row[], query: URLSearchParams, counted: boolean): readonly Row[] {
  const [property, direction = 'asc'] = (query.get('$orderby') ?? '').split(' ');
  if (!property) {
    return rows;
  }
  if ((query.has('$filter') || query.has('$search')) && !counted) {
    throw badRequest('Sorting not supported for current query.', 'Request_UnsupportedQuery');
  }
  const sign = direction === 'desc' ? -1 : 1;
  return [...rows].sort((a, b) => sign * String(a[property] ?? '').localeCompare(String(b[property] ?? ''), 'en'));
}

function pageSize(query: URLSearchParams): number {
  const top = query.get('$top');
  const size = top === null ? defaultPage : Number(top);
  if (!Number.isInteger(size) || size < 1 || size > 999) {
    throw badRequest(
      `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
      'Request_UnsupportedQuery',
    );
  }
  return size;
}

function selected({ query }: GraphRequest, { rows, type }: Collection): readonly string[] | undefined {
  const fields = query
    .get('$select')
    ?.split(',')
    .map((field) => field.trim());
  const known = rows[0];
  const unknown = known && fields?.find((field) => !(field in known));
  if (unknown !== undefined) {
    throw badRequest(`Could not find a property named '${unknown}' on type '${type}'.`, 'BadRequest');
  }
  return fields;
}

function project(row: Row, fields: readonly string[] | undefined, { withTypes }: Pick<Collection, 'withTypes'>): Row {
  const { '@odata.type': type, ...rest } = row;
  const kept = fields ? Object.fromEntries(fields.map((field) => [field, rest[field] ?? null])) : rest;
  return { ...(withTypes && type !== undefined && { '@odata.type': type }), ...kept };
}

function nextLink({ host, path, query }: GraphRequest, start: number): string {
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(start));
  return `https://${host}${path}?${next}`;
}
