import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const source = resolve(__dirname, '../../src');

/** Every place where plaintext passes, and how often. A new one needs a reason and a row here. */
const allowed: Record<string, number> = {
  'adapters/crypto/keyFile.ts': 1, // the operator's keys, each read once
  'adapters/crypto/sealer.ts': 3, // value into the seal; ticket key and seal key into the key derivation
  'adapters/storage/auditChain.ts': 1, // the audit key into the HMAC
  'adapters/keyVault/keyVaultVault.ts': 1, // value into the location's vault
  'adapters/storage/postgres/connectionOptions.ts': 1, // the database's address into the driver
  'adapters/teams/botCredentials.ts': 2, // the bot's own password or key into the SDK
  'config/databaseUrl.ts': 1, // the database's address, looked at for its password and host
  'cards/carrierCard.ts': 1, // ticket key into the private card's button
  'cards/reveal/revealReadyCard.ts': 1, // ticket key into the dialog's button, for the person who clicked
  'cards/reveal/valueCard.ts': 1, // value into the answer to the click
};

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** The word itself, however it is asked for: called, destructured, by brackets or by reflection. */
const WORD = /\bexpose\b/g;
/** The word in pieces or in disguise, so that the count above would miss it. */
const DISGUISED = /['"`](e|ex|exp|expo|expos)['"`]\s*[+,]|\\(x65|u0065|u\{65\})|['"`](xpose|pose|ose)['"`]/;

describe('plaintext', () => {
  const files = filesUnder(source)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('domain/sensitive.ts'))
    .map((path) => ({ name: relative(source, path), text: readFileSync(path, 'utf8') }));

  it('leaves Sensitive only where the allow-list says', () => {
    const found = files
      .map(({ name, text }) => [name, text.match(WORD)?.length ?? 0] as const)
      .filter(([, count]) => count > 0);
    expect(Object.fromEntries(found)).toEqual(allowed);
  });

  it('is not asked for in disguise', () => {
    expect(files.filter(({ text }) => DISGUISED.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it.each([
    'value.expose()',
    'value?.expose()',
    "value['expose']()",
    'const { expose } = value',
    'const { expose: open } = Sensitive.prototype',
    "Reflect.get(value, 'expose')",
    'values.map(Sensitive.prototype.expose.call)',
    "value['ex' + 'pose']()",
    "value[['exp', 'ose'].join('')]()",
    'value.\\u0065xpose()',
  ])('is found in %s', (code) => {
    expect((code.match(WORD)?.length ?? 0) > 0 || DISGUISED.test(code)).toBe(true);
  });
});
