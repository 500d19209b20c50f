import type {CheckName, Finding, Found, Verdict} from '../domain/diagnosis.ts';

/** What `doctor` says: to each thing that may be found, what it means for a handover and what to do. */
type Sayings = {readonly [C in CheckName]: {readonly [F in Found<C>]: (finding: Finding) => string}};

const list = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '');
const number = (value: number | undefined): string => String(value ?? 0).replaceAll(/\B(?=(\d{3})+$)/g, ',');
const factOf = ({facts}: Finding, name: string): string => String(facts?.[name] ?? '');
const countOf = ({counts}: Finding, name: string): string => number(counts?.[name]);

const WEBHOOK = 'edit the webhook in Bitrix24 (Developer resources > Other > Inbound webhook) as its owner';
const skipped = (finding: Finding): string =>
  `not tried, since the key lacks the permission ${factOf(finding, 'scope')}; ${WEBHOOK} and tick it.`;
const code = (finding: Finding): string => {
  const said = factOf(finding, 'code');
  return said === '' ? '' : ` (${said})`;
};
const pages = {
  hold: (finding: Finding) =>
    `ascending by id, ${countOf(finding, 'rows')} on a page, continued behind the last; every record will be met once.`,
  size: (finding: Finding) =>
    `pages hold more than 50 (${countOf(finding, 'rows')} came); compare a plan with the tally before you apply it.`,
  short: (finding: Finding) =>
    `a page ends after ${countOf(finding, 'rows')} though more records follow: a plan would miss them. Do not start a handover; report this.`,
  unordered: () =>
    'rows do not come in the order of their ids: records could be passed over. Do not start a handover; report this.',
  repeated: () =>
    'a page begins again instead of going on behind the last id. A plan would stop with an error. Report this.',
  none: () => 'there is no record to try it on.',
  refused: (finding: Finding) =>
    `the list is refused${code(finding)}: a handover cannot see these records. Ask for the rights, or for another key.`,
  skipped,
};

const SAYINGS: Sayings = {
  rest: {answers: () => 'REST is switched on and takes this key.'},
  administrator: {
    yes: () => 'the key is an administrator’s: it sees everything, and may hand over.',
    no: () =>
      'the key is no administrator’s: it sees only a part, and no handover is started with it. Let an administrator make a webhook.',
  },
  scopes: {
    granted: () => 'crm and user are ticked, which every handover needs.',
    missing: finding => `${list(finding.facts?.['missing'])} missing: no handover is possible. ${WEBHOOK} and tick it.`,
  },
  'more-scopes': {
    granted: () => 'department, task and bizproc are ticked, too.',
    missing: finding =>
      `${list(finding.facts?.['missing'])} missing. Without department people are listed without theirs, without task, tasks and their activities stay; bizproc is for workflow tasks. Tick what you want.`,
  },
  people: {
    listed: () => 'the dismissed are listed, and nobody else among them.',
    none: () => 'nobody is dismissed, so the list of the dismissed tells nothing yet.',
    wrong: () => 'the list of the dismissed holds others, or is out of order: leavers cannot be chosen. Report this.',
    refused: () =>
      'the list of people is refused: leavers and successors cannot be chosen. Tick user, not user_basic or user_brief.',
    skipped,
  },
  types: {
    complete: finding =>
      `${countOf(finding, 'types')} kinds of records, ${countOf(finding, 'smart processes')} of them smart processes, with their stages.`,
    fewer: finding => `this portal has no ${list(finding.facts?.['absent'])}; there is nothing to hand over of these.`,
    incomplete: () =>
      'kinds of records or their stages cannot be read: smart processes may be missing from a tally. Look by hand what the leaver holds there.',
    skipped,
  },
  counts: {
    agree: () => 'the universal list and the older lists count the same.',
    differ: finding =>
      `two ways of counting differ for ${list(finding.facts?.['types'])}: one of them hides records or stops counting. Compare a tally with the list in Bitrix24 before a handover.`,
    unread: () => 'nothing could be counted by both ways, so neither can be held against the other.',
    skipped,
  },
  pages,
  'older-pages': pages,
  filter: {
    honoured: () => 'a condition on the responsible person holds in both kinds of lists.',
    ignored: finding =>
      `${list(finding.facts?.['methods'])} ignores a condition on the responsible person and lists everybody’s records. Every row is checked, so nobody else’s are moved, but plans will stop with an error. Report this.`,
    none: () => 'there is no record to try it on.',
    skipped,
  },
  'unknown-filter': {
    refused: () => 'a field that does not exist is refused, as documented.',
    ignored: () =>
      'a field that does not exist is ignored, as on builds that check no filters. Every row is checked all the same; nothing is to be done.',
    otherwise: finding =>
      `a field that does not exist is refused in another way than documented${code(finding)}. Nothing is to be done.`,
    skipped,
  },
  'old-invoices': {
    none: () => 'there are none.',
    some: finding =>
      `there are old invoices (${countOf(finding, 'invoices')}). The portal checks each as a whole when it changes hands: expect some that are refused, to be changed by hand.`,
    absent: () => 'this portal does not have them.',
    refused: finding =>
      `whether there are any cannot be told, the portal refuses${code(finding)}. Look in CRM > Invoices by hand.`,
    skipped,
  },
  time: {
    whole: () => 'answers tell when they were finished and what run time is used up, which the pace goes by.',
    'no-counters': () =>
      'answers do not tell what run time is used up, as on a portal of one’s own. The pace goes by refusals; nothing is to be done.',
    'no-block': () =>
      'answers lack their block of times: the pace cannot learn what a write costs, and the forecast is rough. Ask whether a proxy changes answers.',
  },
  batch: {
    method: () => 'the run time of a batch is charged to the methods in it, as documented.',
    batch: () =>
      'the run time of a batch is charged to the batch itself: single requests are used beside it. Nothing is to be done.',
    none: () => 'the portal keeps no account of run time; nothing is to be done.',
    unseen: () => 'whom a batch is charged to did not show: what was asked took too little. A run finds it out.',
    skipped,
  },
  limits: {
    kept: finding =>
      `${factOf(finding, 'atOnce')} requests at once and ${factOf(finding, 'perSecond')} a second by its plan, and none was refused.`,
    none: () => 'a portal of one’s own, without a limit of requests; --max-rps spares it.',
    reached: finding =>
      `${countOf(finding, 'refusals')} refused: something else uses up the limit of requests from here. A handover waits its turn, and takes longer.`,
    untold: () => 'the portal does not tell its plan: the usual limit is kept to.',
  },
  clock: {
    near: () => 'the portal’s clock and this computer’s agree.',
    off: finding =>
      `the clocks are ${Math.abs(Number(finding.facts?.['seconds'] ?? 0))} s apart (the portal’s is ${Number(finding.facts?.['seconds'] ?? 0) > 0 ? 'ahead' : 'behind'}): times in reports will not match the portal’s. Set this computer’s clock.`,
    untold: () => 'the portal does not tell its time.',
  },
  dismissed: {
    unprobed: () =>
      'whether lists hide what a dismissed person holds cannot be tried without hiring somebody back. A run with --rehire always counts again while the account is open.',
  },
};

const TITLES: Readonly<Record<CheckName, string>> = {
  rest: 'REST',
  administrator: 'administrator',
  scopes: 'permissions',
  'more-scopes': 'more permissions',
  people: 'dismissed people',
  types: 'kinds of records',
  counts: 'counts',
  pages: 'pages',
  'older-pages': 'pages of activities',
  filter: 'conditions',
  'unknown-filter': 'unknown conditions',
  'old-invoices': 'old invoices',
  time: 'times',
  batch: 'batches',
  limits: 'limits',
  clock: 'clock',
  dismissed: 'hidden records',
};

const VERDICTS: Readonly<Record<Verdict, string>> = {ok: 'ok', differs: 'differs', unknown: 'unknown'};

export const doctorWords = {
  title: (check: CheckName): string => TITLES[check],
  verdict: (verdict: Verdict): string => VERDICTS[verdict],
  says(finding: Finding): string {
    const own = SAYINGS[finding.check] as Readonly<Record<string, (one: Finding) => string>>;
    return own[finding.found]?.(finding) ?? '';
  },
  holds: 'All that a handover needs holds.',
  doesNotHold: (count: number) =>
    `${count === 1 ? 'One finding stands' : `${count} findings stand`} in the way of a handover: see the lines with "!".`,
  written: (file: string) => `${file}: without names, addresses, ids and secrets; look it over before you send it`,
};
