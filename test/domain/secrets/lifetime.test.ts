import fc from 'fast-check';
import {
  dayOf,
  defaultDay,
  endOfDay,
  firstDay,
  isDay,
  knownZone,
  lastDay,
  lifetimeFits,
  plusDays,
} from '../../../src/domain/secrets/lifetime';
import { DAY, HOUR } from '../support/fixedClock';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
const changing = ['Africa/Cairo', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Beirut'];

const day = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const moment = fc.date({ min: new Date('2025-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const zone = fc.constantFrom(...zones, ...changing);

describe('the end of a day', () => {
  it.each([
    ['2026-08-31', 'Europe/Berlin', '2026-08-31T21:59:59.000Z'],
    ['2026-12-31', 'Europe/Berlin', '2026-12-31T22:59:59.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.000Z'],
    ['2028-02-29', 'UTC', '2028-02-29T23:59:59.000Z'],
    ['2026-06-01', 'Pacific/Kiritimati', '2026-06-01T09:59:59.000Z'],
    ['2026-06-01', 'Pacific/Pago_Pago', '2026-06-02T10:59:59.000Z'],
    // Clocks skip midnight there: the day ends where the next one begins.
    ['2026-09-05', 'America/Santiago', '2026-09-06T03:59:59.000Z'],
  ])('%s in %s is %s', (chosen, where, expected) => {
    expect(endOfDay(chosen, where).toISOString()).toBe(expected);
  });

  it('is the last second that still has that date, in every zone', () => {
    fc.assert(
      fc.property(day, zone, (chosen, where) => {
        const end = endOfDay(chosen, where);
        expect(dayOf(end, where)).toBe(chosen);
        expect(dayOf(new Date(end.getTime() + 1000), where)).toBe(plusDays(chosen, 1));
      }),
    );
  });
});

describe('the last day under a cap', () => {
  it('ends at least an hour under the cap, and the day after does not', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 2, max: 800 }), zone, (now, cap, where) => {
        const last = lastDay(now, cap, where);
        const limit = now.getTime() + cap * DAY - HOUR;
        expect(endOfDay(last, where).getTime()).toBeLessThanOrEqual(limit);
        expect(endOfDay(plusDays(last, 1), where).getTime()).toBeGreaterThan(limit);
        expect(lifetimeFits(endOfDay(last, where), now, cap)).toBe(true);
      }),
    );
  });

  it('is two years from now where there is no cap', () => {
    expect(lastDay(new Date('2026-03-02T09:00:00Z'), undefined, 'UTC')).toBe('2028-02-29');
  });

  it('loses a day where the cap runs out less than an hour after the end of it', () => {
    expect(lastDay(new Date('2026-03-02T00:59:58Z'), 90, 'UTC')).toBe('2026-05-29');
    expect(lastDay(new Date('2026-03-02T00:59:59Z'), 90, 'UTC')).toBe('2026-05-30');
  });
});

describe('the first day', () => {
  it('is today while its end is an hour away, else tomorrow', () => {
    expect(firstDay(new Date('2026-03-02T22:59:59Z'), 'UTC')).toBe('2026-03-02');
    expect(firstDay(new Date('2026-03-02T23:00:00Z'), 'UTC')).toBe('2026-03-03');
    expect(firstDay(new Date('2026-03-02T23:00:00Z'), 'Europe/Berlin')).toBe('2026-03-03');
  });
});

describe('the proposed day', () => {
  it('is a year from today, or the cap where that is earlier', () => {
    const now = new Date('2026-03-02T09:00:00Z');
    expect(defaultDay(now, '2028-02-29', 'UTC')).toBe('2027-03-02');
    expect(defaultDay(now, '2026-05-30', 'UTC')).toBe('2026-05-30');
  });
});

it.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['0000-00-00', false],
  ['2026-2-3', false],
  ['31.12.2026', false],
  ['', false],
  ['2026-02-28T00:00:00Z', false],
])('%s is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

it('takes UTC where Teams sends a zone that nobody knows', () => {
  expect(knownZone('Europe/Berlin')).toBe('Europe/Berlin');
  expect(knownZone('Mars/Olympus')).toBe('UTC');
  expect(knownZone('')).toBe('UTC');
});

it('does not keep the clocks of every spelling that was ever sent', () => {
  const spelt = (number: number) =>
    [...'europe/berlin'].map((letter, at) => (number & (1 << at) ? letter.toUpperCase() : letter)).join('');
  const spellings = [...new Set(Array.from({ length: 2048 }, (_, number) => spelt(number)))];
  const late = new Date('2026-03-01T23:30:00Z');
  const made = jest.spyOn(Intl, 'DateTimeFormat');
  for (const zone of [...spellings, ...spellings.slice(0, 1)]) expect(dayOf(late, zone)).toBe('2026-03-02');
  expect(made.mock.calls.filter(([, options]) => options?.timeZone === spellings[0])).toHaveLength(2);
  made.mockRestore();
});
