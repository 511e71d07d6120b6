import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concealSecrets } from '../../../sandbox/world/concealSecrets';
import type { JournalEntry } from '../../../sandbox/world/journal';
import { AskedCloud } from './askCloud';

describe('the journal', () => {
  let folder: string;
  let cloud: AskedCloud;
  let seen: JournalEntry[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'journal-'));
    cloud = await AskedCloud.start({ journalFile: folder });
    seen = [];
    cloud.world.journal.observe((entry) => seen.push(entry));
  });

  afterEach(async () => {
    await cloud.stop();
    rmSync(folder, { recursive: true });
  });

  const written = (): string =>
    readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');

  async function createAndSignIn(): Promise<void> {
    const { bot, tenant, application } = cloud.world;
    await cloud.graph(`/applications/${application('Payroll API').objectId}/addPassword`, { method: 'POST', body: {} });
    await cloud.ask({
      host: 'login.microsoftonline.com',
      method: 'POST',
      path: `/${tenant.id}/oauth2/v2.0/token`,
      form: {
        grant_type: 'client_credentials',
        client_id: bot.appId,
        client_secret: bot.password,
        scope: 'https://vault.azure.net/.default',
      },
    });
    const host = 'contoso-prod.vault.azure.net';
    await cloud.ask({ host, method: 'PUT', path: '/secrets/a?api-version=7.6', body: { value: 'plain-in-vault' } });
  }

  it('has every exchange in full but nothing secret', async () => {
    await createAndSignIn();
    const text = written();
    expect(text.trim().split('\n')).toHaveLength(3);
    for (const secret of ['CANARY', cloud.world.bot.password, 'plain-in-vault', 'eyJ']) {
      expect(text).not.toContain(secret);
    }
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({
      direction: 'fromBot',
      host: 'graph.microsoft.com',
      method: 'POST',
      status: 200,
      responseBody: { secretText: 'x'.repeat(40) },
    });
  });

  it('shows observers what was really said', async () => {
    await createAndSignIn();
    expect(JSON.stringify(seen)).toContain('CANARY');
    expect(JSON.stringify(seen)).toContain('plain-in-vault');
  });

  it('notes that an answer was lost', async () => {
    cloud.world.faults.switchOn({ service: 'graph', fault: { kind: 'lost_answer' } });
    await expect(cloud.graph('/users')).rejects.toThrow('socket hang up');
    expect(seen).toMatchObject([{ status: 0, responseBody: null, fault: 'lost_answer' }]);
  });
});

describe('concealing', () => {
  it("hides a ticket's key in button data and a value in a card, and leaves the rest", () => {
    const key = 'k'.repeat(43);
    const card = {
      body: [{ type: 'Input.Text', value: 'abc8Q~CANARYxyz' }, { value: 'CI' }],
      data: { key, ticket: 't' },
    };
    expect(concealSecrets(card, 'CANARY')).toEqual({
      body: [{ type: 'Input.Text', value: 'x'.repeat(15) }, { value: 'CI' }],
      data: { key: 'x'.repeat(43), ticket: 't' },
    });
  });
});
