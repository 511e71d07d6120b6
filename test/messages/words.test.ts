import { answerText } from '../../src/cards/answerCard';
import { isWordKey, wordsFor } from '../../src/messages/catalogue';
import { viewing } from '../cards/cases/sample';

const words = wordsFor('en-US');

describe('words', () => {
  it('escapes what people typed where markdown is drawn, and only there', () => {
    const params = { query: 'a_b' };
    expect(words.text('answer.ambiguous.text', params)).toContain('“a\\_b”');
    expect(words.plain('answer.ambiguous.text', params)).toContain('“a_b”');
  });

  it('never reads what people typed as wording', () => {
    const typed = '$t(button.next) {{count}} {{- name}}';
    expect(words.plain('answer.ambiguous.text', { query: typed })).toContain(typed);
  });

  it('refuses a sentence that lacks something to say', () => {
    expect(() => words.plain('answer.ambiguous.text')).toThrow('query');
  });

  it('counts', () => {
    expect(words.plain('fault.summary', { count: 1 })).toMatch(/^One field needs/);
    expect(words.plain('fault.summary', { count: 3 })).toMatch(/^3 fields need/);
  });

  it('says the short message of an answer in plain text', () => {
    const answer = { kind: 'unknown_command', typed: 'de_lete', nearest: 'delete' } as const;
    expect(answerText({ ...viewing, answer }, words)).toBe("I don't know “de_lete”. Did you mean “delete”?");
  });

  it('tells its keys from others', () => {
    expect(isWordKey('button.next')).toBe(true);
    expect(isWordKey('button.nothing')).toBe(false);
  });
});

describe('dates', () => {
  const date = new Date('2027-11-24T22:30:00Z');

  it('are said as the person is used to', () => {
    expect(words.dateTime(date, 'Europe/Berlin')).toBe('Nov 24, 2027, 11:30 PM');
    expect(wordsFor('en-GB').dateTime(date, 'Europe/London')).toBe('24 Nov 2027, 22:30');
    expect(wordsFor('da-DK').dateTime(date, 'Europe/Berlin')).toBe('24 Nov 2027, 23.30');
    expect(wordsFor('de-DE').dateTime(date, 'Europe/Berlin')).toBe('24.11.2027, 23:30');
  });

  it("are those of the person's zone", () => {
    expect(words.date(date, 'Asia/Tokyo')).toBe('Nov 25, 2027');
    expect(words.zone('Europe/Berlin')).toBe('Central European Time');
    expect(words.zone('Etc/UTC')).toBe('UTC');
  });

  it('are said in UTC where the zone is none', () => {
    expect(words.dateTime(date, 'Nowhere/At all')).toBe('Nov 24, 2027, 10:30 PM');
    expect(words.zone('Nowhere/At all')).toBe('UTC');
  });

  it.each([
    ['2027-11-24T23:30:00Z', 'tomorrow'],
    ['2027-11-24T22:45:00Z', 'today'],
    ['2027-12-06T10:00:00Z', 'in 12 days'],
    ['2027-11-23T22:59:00Z', 'yesterday'],
    ['2027-11-21T00:00:00Z', '3 days ago'],
  ])('count days by the calendar of the zone: %s is %s', (other, distance) => {
    expect(words.inDays(new Date(other), date, 'Europe/Berlin')).toBe(distance);
  });

  it('are left out of times of the same day', () => {
    expect(words.time(new Date('2027-11-24T09:32:00Z'), date, 'Europe/Berlin')).toBe('10:32 AM');
    expect(words.time(new Date('2027-11-23T09:32:00Z'), date, 'Europe/Berlin')).toBe('Nov 23, 2027, 10:32 AM');
  });
});

describe('a locale', () => {
  it.each(['de', 'de-DE', 'de-AT', 'de-CH', 'DE-de', 'de-Latn-LI'])('of German gives German: %s', (locale) => {
    expect(wordsFor(locale).plain('button.next')).toBe('Weiter');
    expect(wordsFor(locale).language).toBe('de');
  });

  it('says numbers and lists as its region does', () => {
    const count = (locale: string) => wordsFor(locale).plain('hours.count', { count: 1_500 });
    expect([count('en-US'), count('de-DE')]).toEqual(['1,500 hours', '1.500 Stunden']);
    // Versions of ICU differ in the sign, not in that Swiss German has one of its own.
    expect(count('de-CH')).toMatch(/^1['’]500 Stunden$/);
    expect(wordsFor('de-AT').list(['a', 'b', 'c'])).toBe('a, b und c');
    expect(wordsFor('de-DE').zone('Europe/Berlin')).toBe('Mitteleuropäische Zeit');
    expect(wordsFor('de-DE').plain('hours.count', { count: 1 })).toBe('1 Stunde');
  });

  it.each([undefined, '', 'x', 'not a locale', 'tlh'])('that is unknown gives English: %p', (locale) => {
    expect(wordsFor(locale).plain('button.next')).toBe('Next');
  });

  it('is made once', () => {
    expect(wordsFor('en-AU')).toBe(wordsFor('en-AU'));
  });
});
