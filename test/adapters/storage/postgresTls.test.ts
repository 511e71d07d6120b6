import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates } from '../../../sandbox/cloud/certificates';
import { auditKeyFrom } from '../../../src/adapters/crypto/auditKey';
import { openDatabase } from '../../../src/adapters/storage/openDatabase';
import { SystemClock } from '../../../src/adapters/system';
import { Sensitive } from '../../../src/domain/sensitive';
import { keyText } from '../../support/keys';
import { describePostgres } from './eachEngine';
import { ask } from './temporaryPostgres';

const auditKey = auditKeyFrom(new Sensitive(keyText('audit')));

describePostgres('the way to the database with TLS', (postgres) => {
  let folder: string;
  let address: (host: string, parameters: string) => string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-tls-'));
    const { authority, certificate, privateKey } = await makeCertificates(['localhost']);
    const other = await makeCertificates(['localhost']);
    const files = { authority, certificate, privateKey, other: other.authority };
    const admin = postgres().server.adminUrl('postgres');
    const [row] = await ask(admin, 'show data_directory');
    const { uid, gid } = statSync(String(row?.['data_directory']));
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      chownSync(join(folder, name), uid, gid);
    }
    chownSync(folder, uid, gid);
    await ask(admin, `alter system set ssl_cert_file = '${join(folder, 'certificate')}'`);
    await ask(admin, `alter system set ssl_key_file = '${join(folder, 'privateKey')}'`);
    await ask(admin, 'alter system set ssl = on');
    await postgres().server.stop();
    await postgres().startAgain();
    const url = await postgres().server.createDatabase();
    address = (host, parameters) => url.replace('127.0.0.1', host) + parameters;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function encrypted(url: string): Promise<unknown> {
    const database = await openDatabase({
      dataDir: postgres().dataDir,
      url: new Sensitive(url),
      clock: new SystemClock(),
      auditKey,
    });
    const rows = await postgres().ask(
      `select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'secretbot'`,
    );
    await database.close();
    return rows.map(({ ssl }) => ssl);
  }
  const by = (file: string) => `?sslmode=verify-full&sslrootcert=${encodeURIComponent(join(folder, file))}`;

  it('encrypts every connection where the URL says verify-full, and none where it says disable', async () => {
    expect(await encrypted(address('localhost', by('authority')))).toEqual([true]);
    expect(await encrypted(address('localhost', '?sslmode=disable'))).toEqual([false]);
  });

  it.each([
    ['of an authority that is not the one named', 'localhost', () => by('other')],
    ['of an authority that nobody knows', 'localhost', () => '?sslmode=verify-full'],
    ['for another host', '127.0.0.1', () => by('authority')],
  ])('refuses a certificate %s, in words for the operator', async (_, host, parameters) => {
    await expect(encrypted(address(host, parameters()))).rejects.toThrow(
      /Its certificate was not accepted\. Name the authority with sslrootcert/,
    );
  });
});
