import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isZone, momentOf, readMoment} from '../../../source/domain/scope/moments.ts';

function iso(text: string, zone = 'UTC'): string {
  const read = readMoment(text, zone);
  return read.ok ? new Date(read.at).toISOString() : read.problem;
}

describe('a day is its first moment in the zone', () => {
  it.each([
    ['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31', 'Europe/Berlin', '2026-01-30T23:00:00.000Z'],
    ['2026-07-31', 'Europe/Berlin', '2026-07-30T22:00:00.000Z'],
    ['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z'],
    ['2026-01-31', 'Pacific/Kiritimati', '2026-01-30T10:00:00.000Z'],
    // Both days on which the clocks change there.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    // The clocks went forward at midnight: the day began at 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // Samoa had no such day: what comes after it is the 31st.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z'],
    ['1970-01-01', 'Asia/Tokyo', '1969-12-31T15:00:00.000Z'],
    ['9999-12-31', 'Europe/Moscow', '9999-12-30T21:00:00.000Z'],
  ])('%s in %s: %s', (text, zone, moment) => {
    expect(iso(text, zone)).toBe(moment);
    expect(readMoment(text, zone)).toMatchObject({ok: true, day: true});
  });
});

describe('a moment says its offset', () => {
  it.each([
    ['2026-01-31T08:30:00+01:00', '2026-01-31T07:30:00.000Z'],
    ['2026-01-31T08:30Z', '2026-01-31T08:30:00.000Z'],
    ['2026-01-31T00:15:00-09:30', '2026-01-31T09:45:00.000Z'],
    ['2026-01-31T08:30:00.1234567Z', '2026-01-31T08:30:00.123Z'],
    ['2026-12-31T23:59:59+14:00', '2026-12-31T09:59:59.000Z'],
  ])('%s', (text, moment) => {
    expect(iso(text, 'Asia/Tokyo')).toBe(moment);
    expect(momentOf(text)).toBe(Date.parse(moment));
  });

  it('and the portal is not asked to say it in days', () => expect(momentOf('2026-01-31')).toBeUndefined());
});

describe('nothing is guessed', () => {
  it.each([
    ['', 'not-a-date'],
    ['2026', 'not-a-date'],
    ['2026-1-31', 'not-a-date'],
    ['31.01.2026', 'not-a-date'],
    ['01/31/2026', 'not-a-date'],
    [' 2026-01-31', 'not-a-date'],
    ['2026-01-31\n', 'not-a-date'],
    ['2026-01-31 08:30', 'not-a-date'],
    ['2026-01-31T24:00Z', 'not-a-date'],
    ['2026-01-31T08:60Z', 'not-a-date'],
    ['2026-01-31T08:30+15:00', 'not-a-date'],
    ['2026-01-31T08:30+01:75', 'not-a-date'],
    ['yesterday', 'not-a-date'],
    ['2026-02-29', 'no-such-day'],
    ['2026-13-01', 'no-such-day'],
    ['2026-00-10', 'no-such-day'],
    ['2026-04-31T10:00Z', 'no-such-day'],
    ['2026-01-31T08:30', 'no-offset'],
    ['0026-01-31', 'out-of-range'],
    ['1969-12-31', 'out-of-range'],
  ])('%j: %s', (text, problem) => {
    expect(readMoment(text, 'Europe/Berlin')).toEqual({ok: false, problem});
  });

  it('whatever is written, it is a moment or a problem', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9TZ:+.-]{1,30}$/)), text => {
        const read = readMoment(text, 'Europe/Berlin');
        if (read.ok) expect(text.startsWith(new Date(read.at).toISOString().slice(0, 2))).toBe(true);
      }),
      {numRuns: 2000},
    );
  });
});

it('days follow each other without a gap in every zone, also where clocks change', () => {
  const day = fc.integer({min: 0, max: 365 * 60});
  const zone = fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Cairo');
  const dayText = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
  fc.assert(
    fc.property(day, zone, (number, where) => {
      const [first, next] = [readMoment(dayText(number), where), readMoment(dayText(number + 1), where)];
      if (!first.ok || !next.ok) throw new Error('a day is a day');
      const hours = (next.at - first.at) / 3_600_000;
      if (hours === 0) {
        // The day that Samoa skipped.
        expect([where, dayText(number)]).toEqual(['Pacific/Apia', '2011-12-30']);
        return;
      }
      expect([23, 24, 25]).toContain(hours);
      const shown = new Intl.DateTimeFormat('en-CA', {timeZone: where, dateStyle: 'short'}).format(first.at);
      expect(shown).toBe(dayText(number));
    }),
    {numRuns: 300},
  );
});

it.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Europe/Berlino', false],
  ['', false],
])('%j is a zone: %s', (name, is) => expect(isZone(name)).toBe(is));
