/** Why a text is no date. The words for each are in the message table. */
export type MomentProblem = 'not-a-date' | 'no-such-day' | 'no-offset' | 'out-of-range';

export type MomentResult =
  | {
      readonly ok: true;
      /** Milliseconds since 1970. */
      readonly at: number;
      /** A day was given, so `at` is its beginning in the zone. */
      readonly day: boolean;
    }
  | {readonly ok: false; readonly problem: MomentProblem};

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?$/;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Reads `2026-01-31` or a full moment of ISO 8601 with its offset, `2026-01-31T08:30:00+01:00`, and nothing else.
 *
 * A day stands for its first moment in the named zone: a plan keeps moments, so it means the same whoever carries it out
 * and wherever. The zone to hand in is the acting person's own on the portal (`profile.TIME_ZONE`), in which their lists
 * show dates; where the portal names none, that of this machine. Screens and reports say which.
 *
 * A time of day without an offset is refused: twice a year it would be two moments or none.
 *
 * @param zone an IANA name such as `Europe/Berlin`, by `isZone`
 */
export function readMoment(text: string, zone: string): MomentResult {
  const [whole, year, month, day, hours, minutes, seconds = '0', fraction = '', offset] = DATE.exec(text) ?? [];
  if (whole === undefined) return {ok: false, problem: 'not-a-date'};
  const date = {year: Number(year), month: Number(month), day: Number(day)};
  if (!exists(date)) return {ok: false, problem: 'no-such-day'};
  if (date.year < 1970) return {ok: false, problem: 'out-of-range'};
  if (hours === undefined) return {ok: true, at: startOfDay(date, zone), day: true};
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return {ok: false, problem: 'not-a-date'};
  if (offset === undefined) return {ok: false, problem: 'no-offset'};
  const shift =
    offset === 'Z' ? 0 : Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4)));
  // Zones lie between -12:00 and +14:00.
  if (Math.abs(shift) > 14 * 60 || Number(offset.slice(4)) > 59) return {ok: false, problem: 'not-a-date'};
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const {year: y, month: m, day: d} = date;
  const at = Date.UTC(y, m - 1, d, Number(hours), Number(minutes), Number(seconds), ms) - shift * MINUTE;
  return {ok: true, at, day: false};
}

/** A moment as the portal and our files write it, with its offset; undefined for anything else, days among it. */
export function momentOf(text: string): number | undefined {
  const read = readMoment(text, 'UTC');
  return read.ok && !read.day ? read.at : undefined;
}

/** Whether a name is that of a time zone. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: name}).format(0) !== '';
  } catch {
    return false;
  }
}

interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

function exists({year, month, day}: Day): boolean {
  const made = new Date(0);
  // Not Date.UTC: to it the year 99 is 1999.
  made.setUTCFullYear(year, month - 1, day);
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

/**
 * The first moment at which a zone's calendar shows this day or a later one: 00:00 as a rule, 01:00 where the clocks go
 * forward at midnight, the next day's beginning where a zone skipped a day. Searched for, as no rule covers all zones.
 */
function startOfDay({year, month, day}: Day, zone: string): number {
  const calendar = calendarOf(zone);
  const wanted = dayNumber(year, month, day);
  const midnight = Date.UTC(year, month - 1, day);
  // Skipped days lie within this reach, too.
  let earlier = midnight - 48 * HOUR;
  let later = midnight + 48 * HOUR;
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2);
    if (calendar(middle) >= wanted) later = middle;
    else earlier = middle;
  }
  return later;
}

/** Which day a zone's calendar shows at a moment, as a number that grows with time. */
function calendarOf(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  return at => {
    const parts = new Map(format.formatToParts(at).map(({type, value}) => [type, Number(value)]));
    return dayNumber(parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0);
  };
}

function dayNumber(year: number, month: number, day: number): number {
  return year * 10_000 + month * 100 + day;
}
