import Ajv, { type AnySchema, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

export type Json = Readonly<Record<string, unknown>>;

/** Says how a value differs from its schema; nothing when it does not. */
export type Check = (value: unknown) => readonly string[];

/** A judge with the formats that Microsoft's descriptions use. */
export function newAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  addFormats(ajv);
  ajv.addFormat('base64url', /^[\w-]*={0,2}$/);
  ajv.addFormat('unixtime', { type: 'number', validate: (value: number) => Number.isInteger(value) && value >= 0 });
  return ajv;
}

/** A check of one schema, compiled at its first use. */
export function checkOf(ajv: Pick<Ajv, 'compile'>, schema: AnySchema): Check {
  let validate: ReturnType<Ajv['compile']> | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    validate(value);
    return told(validate.errors ?? []).map(sentence);
  };
}

/** Of a value that may be null, nobody wants to read that it is not null. */
function told(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = errors.filter(({ keyword, params }) => keyword !== 'anyOf' && params['type'] !== 'null');
  return telling.length > 0 ? telling : errors;
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params as { additionalProperty?: string; allowedValues?: unknown[] };
  const values =
    allowedValues && (allowedValues.length > 8 ? `one of ${allowedValues.length}` : allowedValues.join(', '));
  const detail = additionalProperty ?? values;
  return `${instancePath || 'it'} ${message ?? 'is wrong'}${detail === undefined ? '' : ` (${detail})`}`;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
