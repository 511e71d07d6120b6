import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { PNG } from 'pngjs';
import { commandLists, translatedCommands } from '../scripts/package/commandLists';
import { FillError, fillManifest } from '../scripts/package/fillManifest';

const folder = join(__dirname, '..', 'appPackage');
const template = readFileSync(join(folder, 'manifest.json'), 'utf8');
const guid = '3f2b1c4d-0000-4000-8000-1234567890ab';
const env = { BOT_ID: guid, BOT_DOMAIN: 'secretbot.contoso.example' };

interface Manifest {
  readonly localizationInfo: { readonly additionalLanguages: unknown };
  readonly supportsChannelFeatures?: string;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly commandLists: unknown;
  }[];
}

const manifestOf = (text: string) => JSON.parse(text) as Manifest;

/** Validates in a process of its own: the package needs an ES module that Jest's loader can't load. */
function faultsByAppManifest(...manifests: readonly string[]): readonly (readonly string[])[] {
  const script = `
    const { AppManifestUtils } = require('@microsoft/app-manifest');
    const manifests = JSON.parse(require('node:fs').readFileSync(0, 'utf8')).map((text) => JSON.parse(text));
    const validations = manifests.map((manifest) => AppManifestUtils.validateAgainstSchema(manifest));
    Promise.all(validations).then((faults) => process.stdout.write(JSON.stringify(faults)));`;
  const input = JSON.stringify(manifests);
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { input, cwd: folder, encoding: 'utf8' }));
}

describe('the manifest', () => {
  const manifest = fillManifest(template, env);

  it('is valid by @microsoft/app-manifest, which knows a wrong one', () => {
    const wrong = [manifest.replace('"1.25"', '"1.24"'), manifest.replace('"bots"', '"bot"')];
    const [faults, ...faultsOfWrong] = faultsByAppManifest(manifest, ...wrong);
    expect(faults).toEqual([]);
    expect(faultsOfWrong).toEqual([[expect.stringContaining('/manifestVersion')], [expect.stringContaining('bot')]]);
  });

  const oracles = process.env['ORACLES'];
  const official = oracles ? join(oracles, 'manifest', 'v1.25.MicrosoftTeams.schema.json') : '';
  (existsSync(official) ? it : it.skip)(
    'is valid by the official schema (set ORACLES to the folder to run this)',
    () => {
      const ajv = new Ajv04({ allErrors: true, strict: false });
      addFormats(ajv);
      const isValid = ajv.compile(JSON.parse(readFileSync(official, 'utf8')));
      isValid(JSON.parse(manifest));
      expect(isValid.errors).toBeNull();
    },
  );

  it('offers the commands of the command table, a list for each scope', () => {
    for (const { commandLists: lists, scopes } of manifestOf(template).bots) {
      expect(lists).toEqual(commandLists());
      expect(commandLists().flatMap((list) => list.scopes)).toEqual(scopes);
    }
  });

  it('is in German too, as far as Teams translates it, and the words that are typed stay', () => {
    const german = JSON.parse(readFileSync(join(folder, 'de.json'), 'utf8')) as Record<string, string>;
    expect(german).toMatchObject(translatedCommands('de'));
    const names = Object.keys(german).filter((name) => name !== '$schema');
    // The names that Teams knows: https://learn.microsoft.com/microsoftteams/platform/resources/schema/localization-schema
    const known =
      /^(name|description)\.(short|full)$|^bots\[0\]\.commandLists\[[0-2]\]\.commands\[[0-9]\]\.description$/;
    expect(names.filter((name) => !known.test(name))).toEqual([]);
    expect(names.slice(0, 4)).toEqual(['name.short', 'name.full', 'description.short', 'description.full']);
    const longest = (name: string) => ({ 'name.short': 30, 'name.full': 100, 'description.full': 4000 })[name] ?? 80;
    expect(names.filter((name) => (german[name]?.length ?? 0) > longest(name))).toEqual([]);
    expect(manifestOf(template).localizationInfo.additionalLanguages).toEqual([{ languageTag: 'de', file: 'de.json' }]);
  });

  it('declares the channel features that Teams asks of bots in teams, at the root', () => {
    expect(manifestOf(template).supportsChannelFeatures).toBe('tier1');
  });

  it('is filled from the environment', () => {
    expect(manifestOf(manifest).bots[0]?.botId).toBe(guid);
    expect(manifest).not.toContain('${{');
    expect(manifestOf(fillManifest(template, { MicrosoftAppId: guid, BOT_DOMAIN: 'a.example' })).bots[0]?.botId).toBe(
      guid,
    );
  });

  it('names everything that is missing or wrong at once', () => {
    expect(faults({})).toEqual([
      expect.stringContaining('BOT_ID is missing'),
      expect.stringContaining('BOT_DOMAIN is missing'),
    ]);
    expect(faults({ ...env, BOT_ID: 'my bot', BOT_DOMAIN: 'https://contoso.example' })).toEqual([
      expect.stringContaining('BOT_ID is wrong'),
      expect.stringContaining('BOT_DOMAIN is wrong'),
    ]);
  });

  it('refuses a placeholder that nothing fills', () => {
    const placeholder = '$'.concat('{{TEAM_APP_ID}}');
    expect(() => fillManifest(`{"id":"${placeholder}"}`, env)).toThrow(`nothing fills ${placeholder}`);
  });

  function faults(values: Record<string, string>): readonly string[] {
    try {
      fillManifest(template, { TEAMS_APP_ID: values['BOT_ID'] ? guid : undefined, ...values });
      return [];
    } catch (error) {
      return error instanceof FillError ? error.faults : [String(error)];
    }
  }
});

describe('the icons', () => {
  const icon = (name: 'color' | 'outline') =>
    PNG.sync.read(readFileSync(join(folder, manifestOf(template).icons[name])));
  const pixels = (png: PNG) =>
    Array.from({ length: png.width * png.height }, (_, i) => [...png.data.subarray(i * 4, i * 4 + 4)]);

  it('has a colour icon of 192 by 192 pixels without holes', () => {
    const png = icon('color');
    expect([png.width, png.height]).toEqual([192, 192]);
    expect(pixels(png).every(([, , , alpha]) => alpha === 255)).toBe(true);
  });

  it('has an outline icon of 32 by 32 pixels, white on transparent', () => {
    const png = icon('outline');
    expect([png.width, png.height]).toEqual([32, 32]);
    expect(pixels(png).every(([...parts]) => parts[3] === 0 || parts.slice(0, 3).every((part) => part === 255))).toBe(
      true,
    );
    expect(new Set(pixels(png).map(([, , , alpha]) => alpha)).size).toBeGreaterThan(4);
  });
});
