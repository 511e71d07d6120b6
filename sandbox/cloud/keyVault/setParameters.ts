import { badParameter, type VaultRequest } from './vaultRequest';

type Body = Readonly<Record<string, unknown>>;

/** What may be said about a version besides its value. */
export interface VersionDetails {
  readonly contentType?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly enabled?: boolean;
  readonly expires?: number;
  readonly notBefore?: number;
}

const known = ['value', 'contentType', 'tags', 'attributes'];

/** The JSON object in the body. @throws AnswerError */
export function parseBody({ body }: VaultRequest): Body {
  const parsed = objectIn(body);
  const unknown = parsed && Object.keys(parsed).find((key) => !known.includes(key));
  if (!parsed || unknown !== undefined) {
    throw badParameter(parsed ? `Property ${unknown} is not known.` : 'The request body is not a JSON object.');
  }
  return parsed;
}

/** The plaintext value. @throws AnswerError */
export function secretValueOf({ value }: Body): string {
  if (typeof value !== 'string' || value.length > 25_600) {
    throw badParameter('Property value is required and may have 25 KB at most.');
  }
  return value;
}

/** @throws AnswerError when a limit of the service is exceeded */
export function detailsOf({ contentType, tags, attributes = {} }: Body): VersionDetails {
  const { enabled, exp, nbf } = { ...(attributes as object) } as Body;
  return {
    ...(contentType !== undefined && { contentType: text(contentType, 'contentType', 255) }),
    ...(tags !== undefined && { tags: tagsIn(tags) }),
    ...(typeof enabled === 'boolean' && { enabled }),
    ...(exp !== undefined && { expires: seconds(exp, 'exp') }),
    ...(nbf !== undefined && { notBefore: seconds(nbf, 'nbf') }),
  };
}

function tagsIn(value: unknown): Record<string, string> {
  const entries = Object.entries({ ...(value as object) });
  if (entries.length > 15) {
    throw badParameter('A secret may have 15 tags at most.');
  }
  return Object.fromEntries(entries.map(([name, tag]) => [text(name, 'tag name', 512), text(tag, `tag ${name}`, 512)]));
}

function text(value: unknown, name: string, longest: number): string {
  if (typeof value !== 'string' || value.length > longest) {
    throw badParameter(`${name} must be a string of ${longest} characters at most.`);
  }
  return value;
}

function seconds(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw badParameter(`${name} must be whole seconds since 1970.`);
  }
  return value;
}

function objectIn(body: string): Body | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
