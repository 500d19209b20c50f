import {PassThrough} from 'node:stream';
import type {FirstRecords} from '../../source/domain/first-records.ts';
import type {Outside} from '../../source/commands/outside.ts';
import type {EntityType} from '../../source/domain/entity-types.ts';
import {countOutcomes, type RecordResult, type RunReport} from '../../source/domain/outcomes.ts';
import type {Person} from '../../source/domain/people.ts';
import {type Plan, type PlannedRecord, summarise} from '../../source/domain/plan.ts';
import {inState} from '../../source/domain/scope.ts';
import type {
  AbandonedWindow,
  Connection,
  Engine,
  Listener,
  PlanRequest,
  RunOptions,
  Session,
} from '../../source/engine/contract.ts';
import type {Profile} from '../../source/settings/file.ts';
import type {Profiles} from '../../source/settings/profiles.ts';
import {WebhookAddress} from '../../source/domain/webhook.ts';

export const TOKEN = 'verysecretcode';
export const acme = new WebhookAddress('https://acme.bitrix24.com', 17, TOKEN);

export function person(id: number, name: string, more: Partial<Person> = {}): Person {
  const [first = '', ...rest] = name.split(' ');
  const base = {id, name: first, lastName: rest.join(' '), email: `${first.toLowerCase()}${id}@example.com`};
  return {...base, position: '', departmentIds: [], departments: [], active: true, ...more};
}

export const people = [
  person(12, 'Ivan Sokolov'),
  person(17, 'Olga Smirnova'),
  person(31, 'Maria Orlova'),
  person(42, 'Anna Petrova', {active: false}),
  person(57, 'Ivan Petrov', {active: false}),
  person(60, 'Nina New', {active: false, waiting: 'asked-to-join'}),
];

const base = {takenByDefault: true, mayNeedRehire: false, closedBy: {by: 'none'}} as const;
export const types: readonly EntityType[] = [
  {...base, key: 'lead', entityTypeId: 1},
  {...base, key: 'deal', entityTypeId: 2},
  {...base, key: 'contact', entityTypeId: 3},
  {...base, key: 'spa:130', entityTypeId: 130, portalTitle: 'Ten\u001b[2Jders'},
  {...base, key: 'contact:5', entityTypeId: 3, categoryId: 5, portalTitle: 'Vendors', takenByDefault: false},
  {...base, key: 'invoice', entityTypeId: 31, mayNeedRehire: true},
  {...base, key: 'activity', entityTypeId: 6, mayNeedRehire: true},
];

/** What happened at the stand-ins, in order. */
export interface Journal {
  readonly said: string[];
  readonly printed: string[];
  readonly prompts: string[];
  readonly done: string[];
  readonly requests: PlanRequest[];
  readonly options: RunOptions[];
}

export interface StandIn {
  readonly outside: Outside;
  readonly journal: Journal;
  readonly stdin: PassThrough & {isTTY?: boolean};
  /** What was printed last, as an object. */
  readonly lastObject: () => Record<string, unknown>;
}

export interface Circumstances {
  readonly interactive?: boolean;
  readonly env?: Record<string, string>;
  readonly saved?: readonly (string | Profile)[];
  /** Text on standard input, which then ends; null leaves it open and silent. */
  readonly input?: string | null;
  readonly windows?: readonly AbandonedWindow[];
  readonly demoWindows?: readonly AbandonedWindow[];
  readonly connection?: Partial<Connection>;
  /** How many records of each type the leaver holds. */
  readonly holds?: Partial<Record<string, number>>;
  readonly engine?: Partial<Engine>;
  readonly session?: Partial<Session>;
  /** What a run makes of a record. */
  readonly fate?: (record: PlannedRecord) => RecordResult;
  readonly report?: Partial<RunReport>;
  /** What a run tells of its first records. */
  readonly first?: readonly FirstRecords[];
}

const NOW = Date.UTC(2026, 10, 25, 10, 0, 0);

/** What no command of these tests asks of a session. */
const notAsked = (): Promise<never> => Promise.reject(new Error('not asked here'));
const forecast: Session['forecast'] = () => ({requests: 40, seconds: [84, 92], binds: {by: 'latency'}});
const notHere = {forecast, planByDigest: notAsked, resume: notAsked, planRetry: notAsked, planUndo: notAsked};

/** Everything outside of a command, without network, disk or clock. */
export function standIn(how: Circumstances = {}): StandIn {
  const journal: Journal = {said: [], printed: [], prompts: [], done: [], requests: [], options: []};
  const stdin: StandIn['stdin'] = new PassThrough();
  if (how.interactive) stdin.isTTY = true;
  else if (how.input !== null) stdin.end(how.input ?? '');
  const controller = new AbortController();
  const engineOf = (windows: readonly AbandonedWindow[], where: string): Engine => ({
    async connect(address) {
      journal.done.push(`connect ${String(address)}`);
      return sessionOf(how, journal);
    },
    examine: () => Promise.reject(new Error('not asked here')),
    checkFiles: async () => {},
    history: async () => undefined,
    forget: async () => {},
    abandonedWindows: () => windows,
    watchedWindows: () => [],
    intentTroubles: () => [],
    async shutAbandoned(window) {
      journal.done.push(`shut ${where} #${window.leaverId}`);
      return {state: 'dismissed', readAt: NOW};
    },
    ...how.engine,
  });
  const outside: Outside = {
    env: how.env ?? {},
    stdin,
    interactive: how.interactive ?? false,
    now: () => NOW,
    folders: {config: '/config', data: '/data', demo: '/data/demo'},
    profiles: savedProfiles(how.saved ?? [], journal),
    signal: controller.signal,
    hurry: new AbortController().signal,
    out: line => journal.printed.push(line),
    reveal: line => journal.printed.push(line),
    pour: async text => void journal.printed.push([...text].join('')),
    say: line => journal.said.push(line),
    prompt: text => journal.prompts.push(text),
    hide: () => {},
    untilDone: work => work(),
    interrupt: () => controller.abort(new Error('stopped')),
    atEnd: () => {},
    loadEngine: async folder =>
      folder.startsWith('/data/demo') ? engineOf(how.demoWindows ?? [], 'demo') : engineOf(how.windows ?? [], 'real'),
    async startDemo({reset}) {
      journal.done.push(`demo${reset ? ' reset' : ''}`);
      return {webhook: 'http://127.0.0.1:4711/rest/17/demosecret/', release: () => {}};
    },
  };
  return {
    outside,
    journal,
    stdin,
    lastObject: () => JSON.parse(journal.printed.at(-1) ?? '') as Record<string, unknown>,
  };
}

function savedProfiles(saved: readonly (string | Profile)[], journal: Journal): Profiles {
  let profiles = saved.map((one, index): Profile => {
    if (typeof one !== 'string') return one;
    return {name: one, origin: `https://${one}.bitrix24.com`, userId: 17, lastUsed: 100 - index};
  });
  const addressOf = (name: string): WebhookAddress | undefined => {
    const profile = profiles.find(one => one.name === name);
    return profile && new WebhookAddress(profile.origin, profile.userId, TOKEN);
  };
  return {
    file: '/config/settings.json',
    list: () => profiles,
    address: async name => addressOf(name),
    place: async name => (addressOf(name) ? 'keychain' : undefined),
    async remember(address, now, more) {
      journal.done.push(`remember ${address.host} ${JSON.stringify(more ?? {})}`);
      const {origin, userId} = address;
      profiles = [...profiles, {lastUsed: now, origin, userId, ...more, name: more?.name ?? 'name'}];
      return more?.name ?? 'name';
    },
    async note(name, changes) {
      journal.done.push(`note ${name} ${JSON.stringify(changes)}`);
      profiles = profiles.map(one => (one.name === name ? ({...one, ...changes} as Profile) : one));
    },
    async rename(name, to) {
      journal.done.push(`rename ${name} ${to}`);
      profiles = profiles.map(one => (one.name === name ? {...one, name: to} : one));
    },
    async move(name, to) {
      journal.done.push(`move ${name} ${to.host}`);
      profiles = profiles.map(one => (one.name === name ? {...one, origin: to.origin} : one));
    },
    async forget(name) {
      journal.done.push(`forget ${name}`);
      profiles = profiles.filter(one => one.name !== name);
    },
    takeWarnings: () => [],
  };
}

function sessionOf(how: Circumstances, journal: Journal): Session {
  const holds = how.holds ?? {lead: 3, deal: 2, invoice: 1, activity: 4};
  const connection: Connection = {
    portalKey: 'https://acme.bitrix24.com',
    portalName: 'acme.bitrix24.com',
    demo: false,
    me: {id: 17, name: 'Olga Smirnova', admin: true},
    scopes: ['crm', 'user'],
    limits: [],
    types,
    ...how.connection,
  };
  return {
    connection,
    ...notHere,
    people: async ({group}) => ({
      people: people.filter(one => (group === 'active') === one.active && !one.waiting),
      more: false,
    }),
    person: async who => people.find(one => String(one.id) === who || one.email === who),
    peopleByIds: async ids => people.filter(({id}) => ids.includes(id)),
    async backlog(counted, onHolding) {
      for (const {id} of counted) onHolding({personId: id, holds: id === 42 ? 10 : 0});
    },
    async tally(leaverId) {
      journal.done.push(`tally #${leaverId}`);
      const rows = types.map(type => {
        const total = holds[type.key] ?? 0;
        return {type, state: 'counted', total, open: total, closed: 0} as const;
      });
      return {leaverId, rows};
    },
    titles: async () => [],
    countScope: async (_leaver, scope) => new Map([...scope.keys()].map(key => [key, {records: holds[key] ?? 0}])),
    stages: async () => new Map(),
    rows: async () => ({rows: []}),
    heads: async () => [],
    async plan(request) {
      journal.requests.push(request);
      return planOf(request, holds);
    },
    async run(plan, options, listener) {
      journal.options.push(options);
      return runOf(plan, how, listener);
    },
    ...how.session,
  };
}

function planOf(request: PlanRequest, holds: Partial<Record<string, number>>): Plan {
  const records = types.flatMap(({key}) => {
    const state = request.scope.get(key)?.state;
    const rule = request.rules.perType.get(key) ?? request.rules.general;
    const to = rule?.kind === 'person' ? rule.to : 0;
    if (state === undefined || !inState(state, false)) return [];
    return Array.from({length: holds[key] ?? 0}, (_, index) => ({
      type: key,
      id: index + 1,
      title: `${key} ${index}`,
      closed: false,
      to,
    }));
  });
  const kept = types.map(({key}) => [key, request.scope.has(key) ? 0 : (holds[key] ?? 0)] as const);
  const fixed = {
    digest: '7f3a9c00',
    number: 1,
    kind: 'handover' as const,
    portalKey: 'https://acme.bitrix24.com',
    leaverId: request.leaver.id,
    pinnedAt: NOW,
  };
  return {...fixed, scope: [...request.scope], records, summary: summarise(records), kept};
}

function runOf(plan: Plan, how: Circumstances, listener: Listener): RunReport {
  const fate = how.fate ?? ((record: PlannedRecord): RecordResult => ({record, outcome: 'moved'}));
  const results = [...plan.records].map(fate);
  for (const {type} of plan.summary.byType) {
    const own = results.filter(({record}) => record.type === type);
    listener({kind: 'type-started', type, records: own.length});
    listener({kind: 'results', type, results: own});
    listener({kind: 'type-ended', type});
  }
  if (how.first) listener({kind: 'first-records', types: how.first});
  const left = results.filter(({outcome}) => outcome === 'failed' || outcome === 'not-tried').map(({record}) => record);
  return {
    run: '12',
    kind: plan.kind,
    digest: plan.digest,
    leaverId: plan.leaverId,
    planned: plan.records.length,
    results,
    counts: countOutcomes(results),
    proof: {left, fresh: [], unproved: [], contradictions: []},
    kept: plan.kept.reduce((sum, [, count]) => sum + count, 0),
    openings: [],
    account: {state: 'dismissed', readAt: NOW},
    startedAt: NOW,
    endedAt: NOW,
    ...how.report,
  };
}
