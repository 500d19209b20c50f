// What `doctor` asks of a portal, and what may come of it. Each check is about something that the rest of this program takes
// for granted of a Bitrix24 portal.

export type Verdict = 'ok' | 'differs' | 'unknown';

interface Outcome {
  readonly verdict: Verdict;
  /** A handover needs it to be otherwise. */
  readonly matters: boolean;
}

const OK: Outcome = {verdict: 'ok', matters: false};
/** Another portal than most; the program lives with it. */
const DIFFERS: Outcome = {verdict: 'differs', matters: false};
const MATTERS: Outcome = {verdict: 'differs', matters: true};
const UNKNOWN: Outcome = {verdict: 'unknown', matters: false};

const PAGES = {
  hold: OK,
  size: DIFFERS,
  short: MATTERS,
  unordered: MATTERS,
  repeated: MATTERS,
  none: UNKNOWN,
  refused: MATTERS,
};

/** Every check with all that can be found, in the order in which they are made and told. */
export const OUTCOMES = {
  /** REST is switched on, and takes the key: otherwise there is no diagnosis. */
  rest: {answers: OK},
  administrator: {yes: OK, no: MATTERS},
  /** `crm` and `user`. */
  scopes: {granted: OK, missing: MATTERS},
  /** `department`, `task` and `bizproc`. */
  'more-scopes': {granted: OK, missing: DIFFERS},
  /** The list of the dismissed. */
  people: {listed: OK, none: UNKNOWN, wrong: MATTERS, refused: MATTERS, skipped: UNKNOWN},
  types: {complete: OK, fewer: DIFFERS, incomplete: MATTERS, skipped: UNKNOWN},
  /** By `crm.item.list` and by the older lists. */
  counts: {agree: OK, differ: MATTERS, unread: UNKNOWN, skipped: UNKNOWN},
  /** The walk by id through `crm.item.list` … */
  pages: {...PAGES, skipped: UNKNOWN},
  /** … and through the older list of activities. */
  'older-pages': {...PAGES, skipped: UNKNOWN},
  /** The condition on the responsible person, in both families of lists. */
  filter: {honoured: OK, ignored: MATTERS, none: UNKNOWN, skipped: UNKNOWN},
  /** A field that there is not, in the filter of `crm.item.list`. */
  'unknown-filter': {refused: OK, ignored: DIFFERS, otherwise: DIFFERS, skipped: UNKNOWN},
  'old-invoices': {none: OK, some: OK, absent: OK, refused: UNKNOWN, skipped: UNKNOWN},
  /** The block of times that comes with an answer. */
  time: {whole: OK, 'no-counters': DIFFERS, 'no-block': DIFFERS},
  /** Whom the run time of a batch is charged to. */
  batch: {method: OK, batch: DIFFERS, none: DIFFERS, unseen: UNKNOWN, skipped: UNKNOWN},
  limits: {kept: OK, none: OK, reached: DIFFERS, untold: UNKNOWN},
  clock: {near: OK, off: DIFFERS, untold: UNKNOWN},
  /** Whether lists hide what a dismissed person holds: cannot be told without hiring somebody back. */
  dismissed: {unprobed: UNKNOWN},
} as const satisfies Record<string, Readonly<Record<string, Outcome>>>;

export type CheckName = keyof typeof OUTCOMES;
export type Found<C extends CheckName> = keyof (typeof OUTCOMES)[C] & string;

export const CHECKS = Object.keys(OUTCOMES) as CheckName[];

/** What one check has found. Nothing in it names a portal, a person or a record. */
export interface Finding<C extends CheckName = CheckName> {
  readonly check: C;
  readonly found: C extends CheckName ? Found<C> : never;
  /** How many of something. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Words of ours, codes of the portal, seconds. */
  readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export function judge({check, found}: Finding): Outcome {
  return (OUTCOMES[check] as Readonly<Record<string, Outcome>>)[found] ?? UNKNOWN;
}

/** Whether all that a handover needs was found to hold. */
export function holds(findings: readonly Finding[]): boolean {
  return !findings.some(finding => judge(finding).matters);
}

/** A number of something that may tell whose portal it is, as its order of magnitude: "0", "1-9", "10-99". */
export function magnitude(count: number): string {
  if (count < 1) return '0';
  const least = 10 ** Math.floor(Math.log10(count));
  return `${least}-${least * 10 - 1}`;
}

/** A code or a plan as the portal spells it, where it looks like one; anything else may hold anything. */
export function codeOnly(text: string): string {
  return /^([A-Za-z_]{1,60}\d{0,6}|\d{1,3}|HTTP \d{3})$/.test(text) ? text : 'other';
}
