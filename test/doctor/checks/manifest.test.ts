import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { projectRoot } from '../../../sandbox/projectRoot';
import { fillManifest } from '../../../scripts/package/fillManifest';
import { ExaminationRoom } from '../../support/examination';

const template = readFileSync(join(projectRoot, 'appPackage/manifest.json'), 'utf8');
/** As the template has it; in pieces, since it looks like a mistaken template string. */
const PLACEHOLDER = ['$', '{{BOT_DOMAIN}}'].join('');
const OTHER = '00000000-0000-4000-8000-000000000009';

describe('the Teams app package', () => {
  let room: ExaminationRoom;
  beforeAll(async () => {
    room = await ExaminationRoom.open();
  });
  afterAll(() => room.close());

  function pack(change: (text: string) => string = (text) => text, BOT_ID: string = room.world.bot.appId): void {
    const text = change(fillManifest(template, { BOT_ID, BOT_DOMAIN: 'secretbot.contoso.example' }));
    writeFileSync(join(room.workDir, 'secretbot.zip'), zipSync({ 'manifest.json': strToU8(text) }));
  }

  const look = () => room.look('manifest', {}, { endpoint: 'https://secretbot.contoso.example/api/messages' });

  it('fits the settings when it was made with them', async () => {
    pack();
    expect((await look()).codes).toEqual([]);
  });

  it('was not looked at where there is none, and is named where it is none', async () => {
    const { words } = await room.look('manifest', {}, { appPackage: join(room.workDir, 'no.zip') });
    expect(words('no_package')).toContain('--package <file.zip>');
    writeFileSync(join(room.workDir, 'secretbot.zip'), 'no zip');
    const none = await look();
    expect(none.codes).toEqual(['package_unreadable']);
    expect(none.words('package_unreadable')).toContain(
      `BOT_ID=${room.world.bot.appId} BOT_DOMAIN=secretbot.contoso.example npm run package`,
    );
    const folder = await room.look('manifest', {}, { appPackage: room.workDir });
    expect(folder.words('package_not_read')).toContain('cannot be read (EISDIR)');
  });

  it('of another bot is named, and so is one that does not say whose it is', async () => {
    pack(undefined, OTHER);
    const { codes, words } = await look();
    expect(codes).toEqual(['wrong_bot_id', 'wrong_web_application']);
    expect(words('wrong_bot_id')).toContain(`for the bot ${OTHER}`);
  });

  it('of another domain, with places left open, or without a scope is named', async () => {
    pack((text) => text.replaceAll('secretbot.contoso.example', 'other.example'));
    expect((await look()).codes).toEqual(['other_domain']);
    pack((text) => text.replaceAll('secretbot.contoso.example', PLACEHOLDER));
    expect((await look()).codes).toEqual(['not_filled_in']);
    pack((text) => text.replace(/"scopes": \["personal", "team", "groupChat"\]/, '"scopes": ["personal"]'));
    expect((await look()).codes).toEqual(['scope_missing', 'scope_missing']);
  });

  it('of another version offers other commands', async () => {
    pack((text) => text.replaceAll('"title": "share"', '"title": "lend"'));
    expect((await look()).words('other_commands')).toContain(
      'it offers lend, which this version does not know; it does not offer share',
    );
  });
});
