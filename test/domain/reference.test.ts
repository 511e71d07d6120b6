import fc from 'fast-check';
import { bearsReference, credentialDisplayName, parseReference, referenceFrom } from '../../src/domain/reference';

const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });

it('reads back every reference it makes, in any case, with spaces, without its beginning', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const reference = referenceFrom(random);
      expect(reference).toMatch(/^sb-[0-9A-HJKMNP-TV-Z]{8}$/);
      for (const typed of [
        reference,
        reference.toLowerCase(),
        ` ${reference.slice(3)} `,
        reference.replace('-', ' '),
      ]) {
        expect(parseReference(typed)).toBe(reference);
      }
    }),
  );
});

it.each([
  ['sb-O1IL0ooo', 'sb-01110000'],
  ['SB – 7q3f 9k2m', 'sb-7Q3F9K2M'],
  ['7Q3F9K2M', 'sb-7Q3F9K2M'],
  ['sb-7Q3F9K2', undefined],
  ['sb-7Q3F9K2MM', undefined],
  ['sb-7Q3F9K2U', undefined],
  ['payroll key', undefined],
  ['', undefined],
])('reads %s as %s', (typed, expected) => {
  expect(parseReference(typed)).toBe(expected);
});

it('needs eight random bytes', () => {
  expect(() => referenceFrom(new Uint8Array(7))).toThrow(RangeError);
});

it('knows the credential that bears a reference by the end of its name', () => {
  const reference = referenceFrom(new Uint8Array(8));
  expect(bearsReference(credentialDisplayName('CI deploy', reference), reference)).toBe(true);
  expect(bearsReference(`${credentialDisplayName('CI deploy', reference)} copy`, reference)).toBe(false);
  expect(bearsReference(undefined, reference)).toBe(false);
});
