import type {SuccessorWarning} from '../../domain/successors/warnings.ts';
import type {DateField, How} from '../../domain/wizard/state-scope.ts';
import type {DateProblem} from '../../domain/wizard/filter.ts';
import {counted, format, number} from './format.ts';

const FIELDS: Readonly<Record<DateField, string>> = {
  createdFrom: 'Created from',
  createdBefore: 'Created before',
  changedFrom: 'Changed from',
  changedBefore: 'Changed before',
};

const DATES: Readonly<Record<DateProblem, string>> = {
  'not-a-date': 'is no date: write 2026-01-31, or 2026-01-31T08:30:00+01:00',
  'no-such-day': 'is no day of the calendar',
  'no-offset': 'lacks its offset: write 2026-01-31T08:30:00+01:00',
  'out-of-range': 'is too long ago: dates begin in 1970',
  'after-end': 'is not later than the date it starts from: nothing lies between them',
};

/** Scope and successors, with its panels. */
export const scopeScreens = {
  scope: {
    everythingTo: 'Everything to',
    nobody: 'nobody yet (Space: choose)',
    take: 'Take',
    type: 'Type',
    which: 'Which',
    records: 'Records',
    successor: 'Successor',
    shortState: {all: 'all', open: 'open', closed: 'closed'},
    taken: '[x]',
    left: '[ ]',
    follow: 'follow their record',
    followOr: (name: string) => `follow their record, else ${name}`,
    notTaken: '–',
    unknown: 'n/a',
    missing: 'nobody yet',
    several: {
      turns: (people: number) => `${number(people)} people, turn by turn`,
      balanced: (people: number) => `${number(people)} people, balanced`,
      table: (places: number, rest: string) => `table of ${number(places)}, else ${rest}`,
    },
    summary: (count: number) => format.records(count),
    /** Something is still being counted. */
    atLeast: (count: number) => `${format.records(count)} and what is being counted`,
    keptClosed: (count: number) =>
      `${counted(count, 'closed activity', 'closed activities')} ${count === 1 ? 'is' : 'are'} kept (calls and mails of the past)`,
    keptOthers: (count: number, atMost: boolean) =>
      `${atMost ? 'at most ' : ''}${counted(count, 'other record')} kept by choice`,
    asLastTime: 'As chosen on this portal the last time. Change what differs.',
    closedGoToo: 'Closed deals and leads go too: a client who comes back must reach somebody.',
    othersToChosen: 'Activities of records that are somebody else’s go to the chosen successor, by choice.',
    countFailed: (why: string) => `Not counted: ${why} r counts again; the plan counts in any case.`,
    rowScope: (type: string, which: string) => `${type}: ${which}`,
    problem: {
      'no-successor': 'Choose a successor first: Space on "Everything to", or one per type.',
      'no-rest': 'A table says who gets what stands where: choose also who gets the rest (s on that type).',
      'nothing-taken': 'Nothing is taken: tick at least one type.',
    },
    pickerAll: 'Who receives everything?',
    pickerFor: (type: string) => `Who receives: ${type}?`,
    pickerActivities: 'Who receives activities without a record to follow?',
    pickerAmong: (type: string) => `Who else receives: ${type}?`,
    pickerPlace: (type: string, place: string) => `Who receives: ${type} in ${place}?`,
    everything: 'Everything',
    twice: (name: string) => `${name} is among them already.`,
    head: 'head',
    headsFirst: 'Heads of the leaver’s department come first.',
  },
  which: {
    pipelines: (names: readonly string[]) =>
      names.length === 1 ? (names[0] ?? '') : counted(names.length, 'pipeline'),
    stages: (names: readonly string[]) => (names.length === 1 ? (names[0] ?? '') : counted(names.length, 'stage')),
    allPipelines: (names: readonly string[]) => `in ${format.list(names)}`,
    allStages: (names: readonly string[]) => `at ${format.list(names)}`,
    date: (field: DateField, text: string) => `${FIELDS[field].toLowerCase()} ${text}`,
    without: (count: number) => `${number(count)} unticked`,
  },
  filter: {
    title: (type: string) => `Which ${type} are taken?`,
    state: 'State',
    pipeline: 'Pipeline',
    stage: 'Stage',
    field: FIELDS,
    ticked: '[x]',
    unticked: '[ ]',
    anyPipeline: 'Nothing ticked means every one of them.',
    inPipeline: (stage: string, pipeline: string) => `${stage} (${pipeline})`,
    loading: 'Asking for pipelines and stages',
    zone: (zone: string) => `A date is the day’s first moment in ${zone}. "Before" leaves that moment out.`,
    problem: (field: DateField, text: string, problem: DateProblem) => `${FIELDS[field]}: ${text} ${DATES[problem]}.`,
    taken: (count: number, total: number) => `${number(count)} of ${number(total)}`,
    notCounted: 'not counted',
  },
  rows: {
    title: (type: string, unticked: number) => `${type}, one by one: ${number(unticked)} unticked`,
    listed: (count: number, more: boolean) => `${number(count)} listed${more ? ', more follow' : ''}`,
    loading: 'Asking the portal',
    none: 'There is none in this scope.',
    noMatch: (search: string) => `None matches "${search}".`,
    open: 'open',
    closed: 'closed',
  },
  share: {
    title: (what: string) => `Who receives: ${what}?`,
    how: 'How',
    hows: {
      one: 'one person',
      turns: 'several, turn by turn',
      balanced: 'several, balanced by what each holds open',
      table: 'by pipeline or stage',
    } satisfies Readonly<Record<How, string>>,
    together: 'A client stays together',
    togetherNote: 'All of a client’s records go to one of them. Types with a successor of their own go their own way.',
    others: 'Of a record that is another’s already',
    toOther: 'to that person',
    toChosen: 'to the chosen successor',
    othersNote:
      'Activities go where their record goes. This is about records that another active person holds already.',
    one: 'Successor',
    rest: 'Everything else',
    add: 'Add a person',
    nobody: 'as for everything',
    nobodyYet: 'nobody yet',
    none: '–',
    yes: '[x]',
    no: '[ ]',
    holds: 'Open now',
    gets: 'Gets about',
    notReadable: 'n/a',
    loading: 'Asking for pipelines and stages',
    noPlaces: 'The portal names no pipelines or stages for this type.',
    tableNote: 'A stage goes before its pipeline. What stands elsewhere goes to whoever gets everything else.',
  },
  warning: (name: string, warning: SuccessorWarning): string => {
    switch (warning.about) {
      case 'invited':
        return `${name} is invited and has not come in yet: nobody works with the records until then.`;
      case 'outside':
        return warning.by === 'account'
          ? `${name} is from outside the company (extranet): most of the CRM is closed to them.`
          : `${name} has no department, so the portal takes them for somebody from outside (extranet).`;
      case 'no-crm-access':
        return `${name} has no access to the CRM.`;
      case 'never-signed-in':
        return `${name} has never signed in.`;
    }
  },
};
