import { inspect } from 'node:util';
import { z } from 'zod';
import { cloudOf } from '../../src/config/clouds';
import { databaseScopeOf, databaseUrlFaults, databaseUrlSettings } from '../../src/config/databaseUrl';
import { Sensitive } from '../../src/domain/sensitive';

const PASSWORD = 'pa55-w0rd';
const at = (rest: string) => `postgres://secretbot:${PASSWORD}@${rest}`;
const parsed = (url: string) => z.object(databaseUrlSettings).safeParse({ SECRETBOT_DATABASE_URL: url });
const faultsOf = (url: string) => parsed(url).error?.issues.map(({ message }) => message) ?? [];

describe('the address of the database', () => {
  it.each([
    at('db.contoso.example:5432/secretbot?sslmode=verify-full'),
    at('db.contoso.example/secretbot?sslmode=disable'),
    at('db.contoso.example/secretbot?sslmode=verify-full&sslrootcert=/etc/db.pem'),
    at('127.0.0.1:5433/secretbot'),
    at('localhost/secretbot?connect_timeout=1'),
    at('localhost/secretbot?connect_timeout=60'),
    at('localhost/secretbot'),
    at('[::1]/secretbot'),
    'postgresql://secretbot@%2Fvar%2Frun%2Fpostgresql/secretbot',
  ])('may be %s', (url) => {
    expect(faultsOf(url)).toEqual([]);
    expect(parsed(url).data?.SECRETBOT_DATABASE_URL?.expose()).toBe(url);
  });

  it.each([
    ['mysql://localhost/secretbot', /^must be postgres:/],
    ['secretbot', /^must be postgres:/],
    ['postgres://secretbot:p@ss/word@localhost/secretbot', /written %40/],
    ['postgres://secretbot:100%@localhost/secretbot', /written %40/],
    ['postgres://localhost/secretbot', /must name user and database/],
    [at('localhost'), /must name user and database/],
    [at('localhost/'), /must name user and database/],
    [at('localhost/a/b'), /must name user and database/],
    [at('db.contoso.example/secretbot'), /must end in \?sslmode=verify-full/],
    [at('localhost.example/secretbot'), /must end in \?sslmode=verify-full/],
    [at('localhost/secretbot?sslmode=require'), /protects from nobody/],
    [at('localhost/secretbot?sslmode=no-verify'), /protects from nobody/],
    [at('localhost/secretbot?sslrootcert=/etc/db.pem'), /^needs sslmode=verify-full/],
    [at('localhost/secretbot?connect_timeout=0'), /from 1 to 60/],
    [at('localhost/secretbot?connect_timeout=61'), /from 1 to 60/],
    [at('localhost/secretbot?connect_timeout=1.5'), /from 1 to 60/],
    [at('localhost/secretbot?connect_timeout='), /from 1 to 60/],
    [at('localhost/secretbot?options=-csearch_path=x'), /and no other/],
  ])('is refused with what to do: %s', (url, fault) => {
    expect(faultsOf(url)).toEqual([expect.stringMatching(fault)]);
  });

  it('is never said, nor printed', () => {
    const faulty = [
      at('db.contoso.example/x'),
      `mysql://${PASSWORD}`,
      at(`localhost/x?${PASSWORD}=1`),
      `postgres://u:${PASSWORD}%@h/d`,
    ];
    for (const url of faulty) expect(faultsOf(url).join()).not.toContain(PASSWORD);
    expect(inspect(parsed(at('localhost/secretbot')), { depth: 9 })).not.toContain(PASSWORD);
  });

  it('needs keys that are the same for every replica', () => {
    const SECRETBOT_DATABASE_URL = at('localhost/secretbot');
    const keys = { SECRETBOT_SEAL_KEY: 'given', SECRETBOT_AUDIT_KEY: 'given' };
    expect(databaseUrlFaults({})).toEqual([]);
    expect(databaseUrlFaults({ SECRETBOT_DATABASE_URL, ...keys })).toEqual([]);
    expect(databaseUrlFaults({ SECRETBOT_DATABASE_URL })).toEqual([
      expect.stringMatching(/^SECRETBOT_SEAL_KEY is missing: with SECRETBOT_DATABASE_URL it must be given/),
      expect.stringMatching(/^SECRETBOT_AUDIT_KEY is missing: with SECRETBOT_DATABASE_URL it must be given/),
    ]);
  });
});

describe('an address without a password', () => {
  const TLS = '?sslmode=verify-full';
  const azure = `postgres://bot@contoso.postgres.database.azure.com/secretbot${TLS}`;
  const scopeOf = (url: string) => databaseScopeOf(new Sensitive(url), cloudOf('Public'));
  const faults = (SECRETBOT_DATABASE_URL: string, SECRETBOT_CLOUD = 'Public') =>
    databaseUrlFaults({
      SECRETBOT_DATABASE_URL,
      SECRETBOT_CLOUD,
      SECRETBOT_SEAL_KEY: 'given',
      SECRETBOT_AUDIT_KEY: 'given',
    });

  it("is signed in to with the bot's token where it is Azure's", () => {
    expect(scopeOf(azure)).toBe('https://ossrdbms-aad.database.windows.net/.default');
    expect(scopeOf(azure.replace('contoso', 'contoso.private').replace('azure.com', 'AZURE.com'))).toBeDefined();
    expect(faults(azure)).toEqual([]);
    expect(databaseScopeOf(undefined, cloudOf('Public'))).toBeUndefined();
  });

  it.each([
    ['with a password', azure.replace('bot@', 'bot:pa55@')],
    ['on another server', `postgres://bot@db.contoso.example/secretbot${TLS}`],
    ['on a server with a similar name', `postgres://bot@evil-postgres.database.azure.com.example/secretbot${TLS}`],
    ['on a server named like a part of it', `postgres://bot@xpostgres.database.azure.com/secretbot${TLS}`],
    ['on this machine', 'postgres://bot@localhost/secretbot'],
    ['in another cloud', azure.replace('azure.com', 'usgovcloudapi.net')],
    ['where the way is not encrypted', azure.replace('verify-full', 'disable')],
  ])('gets no token %s', (_where, url) => {
    expect(scopeOf(url)).toBeUndefined();
  });

  it('is refused in another cloud, and without TLS', () => {
    expect(faults(azure, 'China')).toEqual([
      "SECRETBOT_DATABASE_URL is in another cloud than SECRETBOT_CLOUD=China: the bot's token does not go there",
    ]);
    expect(faults(azure.replace('verify-full', 'disable'))).toEqual([
      'SECRETBOT_DATABASE_URL must end in ?sslmode=verify-full: without a password the bot signs in by a token',
    ]);
  });
});
