import { freezeReason, requestText } from '../../src/bot/requestText';

describe('what is typed after request', () => {
  it.each([
    ['sb-7Q3F9K2M', { secret: 'sb-7Q3F9K2M' }],
    ['sb-7Q3F9K2M for 4h', { secret: 'sb-7Q3F9K2M', hours: '4' }],
    ['sb-7Q3F9K2M for 4 hours', { secret: 'sb-7Q3F9K2M', hours: '4' }],
    ['sb-7Q3F9K2M for 1 hour', { secret: 'sb-7Q3F9K2M', hours: '1' }],
    ['sb-7Q3F9K2M for 4', { secret: 'sb-7Q3F9K2M', hours: '4' }],
    ['sb-7Q3F9K2M for 2d', { secret: 'sb-7Q3F9K2M', hours: '48' }],
    ['sb-7Q3F9K2M for 2 Days', { secret: 'sb-7Q3F9K2M', hours: '48' }],
    ['sb-7Q3F9K2M because the release is stuck', { secret: 'sb-7Q3F9K2M', reason: 'the release is stuck' }],
    [
      'sb-7Q3F9K2M for 4h because the release is stuck',
      { secret: 'sb-7Q3F9K2M', hours: '4', reason: 'the release is stuck' },
    ],
    [
      'sb-7Q3F9K2M für 2 Tage weil die Auslieferung hängt',
      { secret: 'sb-7Q3F9K2M', hours: '48', reason: 'die Auslieferung hängt' },
    ],
    ['sb-7Q3F9K2M für 4 Stunden', { secret: 'sb-7Q3F9K2M', hours: '4' }],
    ['Schlüssel für die Pipeline', { secret: 'Schlüssel für die Pipeline' }],
    ['CI deploy FOR 4h BECAUSE of me', { secret: 'CI deploy', hours: '4', reason: 'of me' }],
    ['x because y because z for 9h', { secret: 'x', reason: 'y because z for 9h' }],
    ['Key for the pipeline', { secret: 'Key for the pipeline' }],
    ['Key for the pipeline for 3h', { secret: 'Key for the pipeline', hours: '3' }],
    ['x for 4h because', { secret: 'x', hours: '4' }],
    ['because I say so', { secret: '', reason: 'I say so' }],
    ['for 4h', { secret: '', hours: '4' }],
    ['', { secret: '' }],
  ])('%j is read as it is meant', (text, expected) => {
    expect(requestText(text)).toEqual(expected);
  });

  it.each(['30m', '1.5h', '2 weeks', '4hh', '123456h'])('leaves the duration %j to the service', (duration) => {
    expect(requestText(`x for ${duration}`)).toEqual({ secret: 'x', hours: duration });
  });
});

describe('what is typed after freeze', () => {
  it.each([
    ['because a laptop was lost', 'a laptop was lost'],
    ['a laptop was lost', 'a laptop was lost'],
    ['until tomorrow because of it', 'until tomorrow because of it'],
    ['weil ein Notebook fehlt', 'ein Notebook fehlt'],
    ['because', ''],
    ['', ''],
  ])('%j gives the reason', (text, reason) => {
    expect(freezeReason(text)).toBe(reason);
  });
});
