import { nameKey } from '../../../src/domain/secrets/nameKey';
import { seenName, visibleName } from '../../../src/domain/secrets/visibleName';

describe('a name as people see it', () => {
  it.each([
    ['marks of the direction of writing', 'CI\u202E deploy\u202C\u200F\u2067\u2069\u061C', 'CI deploy'],
    ['zero-width spaces and byte order marks', '\uFEFFCI\u200B de\u2060ploy', 'CI deploy'],
    ['soft hyphens and fillers', 'CI de\u00ADploy\u3164', 'CI deploy'],
    ['control characters', 'CI\u0000 de\u0007ploy', 'CI deploy'],
    ['tabs, line breaks and double spaces', '\tCI \u00A0\r\n\tdeploy  ', 'CI deploy'],
    ['decomposed letters', 'Gru\u0308n', 'Grün'],
    ['nothing to see', ' \u200B\u200D\uFE0F\u2068\u2069 ', ''],
  ])('has no %s', (_what, typed, name) => {
    expect(visibleName(typed)).toBe(name);
  });

  it.each(['Déploiement №2', 'פריסה ראשית', 'نشر', '👩\u200D💻 laptop', '❤\uFE0F'])('stays as it is: %s', (name) => {
    expect(visibleName(name)).toBe(name);
    expect(visibleName(visibleName(name))).toBe(name);
  });

  it('is compared without what shapes the characters beside it', () => {
    expect(seenName('CI\u200D deploy')).toBe(seenName('CI deploy'));
    expect(nameKey('CI\u200C  DEPLOY\u2069')).toBe(nameKey('ci deploy'));
  });
});
