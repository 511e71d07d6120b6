import type { Activity } from 'botbuilder';
import { messageText } from '../../src/bot/messageText';

const bot = { id: '28:bot', name: 'SecretBot' };
const mention = (text: string, id = bot.id) => ({ type: 'mention', text, mentioned: { id, name: 'x' } });
const textOf = (text: unknown, entities: unknown = []) =>
  messageText({ text, entities, recipient: bot } as Pick<Activity, 'text' | 'entities' | 'recipient'>);

describe('the text of a message', () => {
  it.each([
    ['plain text', 'create', [], 'create'],
    ['a mention in front', '<at>SecretBot</at> create', [mention('<at>SecretBot</at>')], 'create'],
    ['a mention behind', 'create <at>SecretBot</at>', [mention('<at>SecretBot</at>')], 'create'],
    ['two mentions', '<at>SecretBot</at> <at>SecretBot</at> help', [mention('<at>SecretBot</at>')], 'help'],
    ['what Teams puts after a mention', '<at>SecretBot</at>&nbsp;list\n', [mention('<at>SecretBot</at>')], 'list'],
    ['a no-break space and a line break', 'create\u00a0Payroll\r\nAPI', [], 'create Payroll API'],
    ['a name with an ampersand', 'create R&amp;D &lt;test&gt;', [], 'create R&D <test>'],
    ['an entity is read once', 'create &amp;lt;', [], 'create &lt;'],
    ['invisible characters', '\u200bsh\u202eow sb-\ufeff7Q3F9K2M', [], 'show sb-7Q3F9K2M'],
  ])('reads %s', (_what, text, entities, expected) => {
    expect(textOf(text, entities)).toBe(expected);
  });

  it('looks at the first 10,000 characters and 50 entities only, and keeps whole characters', () => {
    const mentions = Array.from({ length: 5_000 }, (_, index) => mention(`<at>${index}</at>`));
    expect(textOf('<at>1</at> help '.repeat(20_000), mentions)).toMatch(/^(help )+help?/);
    expect(textOf(`<at>4999</at> ${' '.repeat(20_000)}help`, mentions)).toBe('<at>4999</at>');
    expect(textOf(`x${'\u{1F600}'.repeat(2_000)}`)).toHaveLength(999);
  });

  it('leaves the mention of another person as it is', () => {
    expect(textOf('<at>Megan</at> create', [mention('<at>Megan</at>', '29:megan')])).toBe('<at>Megan</at> create');
  });

  it.each([
    ['no text', undefined, [mention('<at>SecretBot</at>')]],
    ['text that is no text', 7, []],
    ['entities that are none', '', 'x'],
    ['a mention without text', ' ', [{ type: 'mention', mentioned: bot }, null, 7]],
  ])('is empty for %s', (_what, text, entities) => {
    expect(textOf(text, entities)).toBe('');
  });

  it('is cut to what a command may need', () => {
    expect(textOf('x'.repeat(100_000))).toHaveLength(1_000);
  });
});
