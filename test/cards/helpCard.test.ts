import { commands } from '../../src/bot/commands';
import { helpCard } from '../../src/cards/helpCard';
import { wordsFor } from '../../src/messages/catalogue';

describe('the help card', () => {
  const english = wordsFor('en-US');

  it('is made once for a place and a locale', () => {
    const card = helpCard({ commands, place: 'personal' }, english);
    expect(helpCard({ commands, place: 'personal' }, english)).toBe(card);
    expect(Object.isFrozen(card)).toBe(true);
  });

  it('is another one in another place, in another language, and with other commands', () => {
    const card = helpCard({ commands, place: 'personal' }, english);
    expect(helpCard({ commands, place: 'channel' }, english)).not.toEqual(card);
    expect(helpCard({ commands, place: 'personal' }, wordsFor('de-DE'))).not.toEqual(card);
    expect(helpCard({ commands: commands.slice(1), place: 'personal' }, english)).not.toEqual(card);
    expect(helpCard({ commands, place: 'personal' }, english)).toEqual(card);
  });
});
