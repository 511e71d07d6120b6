import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { DomainError, isDomainError } from '../../src/domain/errors';
import { Sensitive } from '../../src/domain/sensitive';

const plaintext = 'CANARY-plaintext';
const sensitive = new Sensitive(plaintext);

it.each<[string, () => string]>([
  ['a template', () => `${sensitive}`],
  ['String()', () => String(sensitive)],
  ['concatenation', () => `${'value: '}${sensitive}`],
  ['JSON', () => JSON.stringify({ sensitive, list: [sensitive] })],
  ['inspect', () => inspect({ sensitive }, { showHidden: true, depth: 9, getters: true })],
  ['format', () => format('%s %o %O %j', sensitive, sensitive, sensitive, sensitive)],
  ['a spread', () => JSON.stringify({ ...sensitive }) + inspect({ ...sensitive })],
  ['its keys', () => JSON.stringify(Reflect.ownKeys(sensitive).map(String))],
  ['an error', () => inspect(new Error('failed', { cause: sensitive }), { showHidden: true })],
  ['structuredClone', () => inspect(structuredClone({ sensitive: { ...sensitive }, whole: sensitive }), { depth: 9 })],
  ['serialising for another thread', () => serialize(sensitive).toString('latin1')],
  ['a message of an error', () => new Error(`failed for ${sensitive}`).stack ?? ''],
  ['an aggregate error', () => inspect(new AggregateError([new Error('x', { cause: { sensitive } })]), { depth: 9 })],
  [
    'a number, a key and a symbol',
    () => `${Number(sensitive)}${Object.keys({ [String(sensitive)]: 1 })}${Object(sensitive)}`,
  ],
  [
    'a getter of a subclass',
    () =>
      inspect(
        new (class extends Sensitive {
          read() {
            return { ...this };
          }
        })(plaintext).read(),
      ),
  ],
  ['a clone', () => inspect(Object.assign(Object.create(Object.getPrototypeOf(sensitive)), sensitive).toString())],
])('shows nothing of a value through %s', (_way, show) => {
  expect(show()).not.toContain('CANARY');
});

it('gives the value to who asks for it by name', () => {
  expect(sensitive.expose()).toBe(plaintext);
});

it('narrows an error by its code', () => {
  const error: unknown = new DomainError('gone', { reason: 'expired' });
  expect(isDomainError(error, 'gone') && error.details.reason).toBe('expired');
  expect(isDomainError(error, 'conflict')).toBe(false);
  expect(isDomainError(new Error('gone'), 'gone')).toBe(false);
  expect(error).not.toHaveProperty('cause');
});
