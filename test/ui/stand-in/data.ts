import type {EntityType} from '../../../source/domain/entity-types.ts';
import {noOutcomes, type RunReport} from '../../../source/domain/outcomes.ts';
import type {Person} from '../../../source/domain/people.ts';
import {type Plan, type PlannedRecord, summarise} from '../../../source/domain/plan.ts';
import type {TallyRow} from '../../../source/domain/tally.ts';
import type {Connection} from '../../../source/engine/contract.ts';

export const NOW = Date.UTC(2026, 10, 3, 10, 42, 7);

export const TYPES: readonly EntityType[] = [
  {key: 'lead', entityTypeId: 1, closedBy: {by: 'semantic'}, takenByDefault: true, mayNeedRehire: false},
  {key: 'deal', entityTypeId: 2, closedBy: {by: 'semantic'}, takenByDefault: true, mayNeedRehire: false},
  {key: 'contact', entityTypeId: 3, categoryId: 0, closedBy: {by: 'none'}, takenByDefault: true, mayNeedRehire: false},
  {
    key: 'spa:130',
    entityTypeId: 130,
    portalTitle: 'Tenders',
    closedBy: {by: 'stages', closed: []},
    takenByDefault: true,
    mayNeedRehire: false,
  },
  {key: 'invoice', entityTypeId: 31, closedBy: {by: 'stages', closed: []}, takenByDefault: true, mayNeedRehire: true},
  {
    key: 'old-invoice',
    entityTypeId: 5,
    closedBy: {by: 'statuses', closed: []},
    takenByDefault: true,
    mayNeedRehire: true,
  },
  {key: 'activity', entityTypeId: 6, closedBy: {by: 'completed'}, takenByDefault: true, mayNeedRehire: true},
];

export function person(id: number, name: string, lastName: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name,
    lastName,
    email: `${name}.${lastName}@acme.example`.toLowerCase(),
    position: 'Manager',
    departmentIds: [1],
    departments: ['Sales North'],
    active: true,
    ...more,
  };
}

export const OLGA = person(17, 'Olga', 'Smirnova');
export const IVAN = person(12, 'Ivan', 'Sokolov');
export const MARIA = person(31, 'Maria', 'Orlova', {departments: ['Sales South']});
export const ANNA = person(42, 'Anna', 'Petrova', {active: false, lastLogin: '2026-11-02T08:00:00Z'});
export const PETR = person(71, 'Petr', 'Lind', {active: false, position: '', departments: []});

export const CONNECTION: Connection = {
  portalKey: 'https://acme.bitrix24.com',
  portalName: 'acme.bitrix24.com',
  demo: false,
  me: {id: 17, name: 'Olga Smirnova', admin: true},
  scopes: ['crm', 'user', 'department', 'task', 'bizproc'],
  limits: [],
  types: TYPES,
};

export function counted(key: EntityType['key'], open: number, closed: number): TallyRow {
  const type = TYPES.find(item => item.key === key);
  if (!type) throw new Error(key);
  return {type, state: 'counted', total: open + closed, open, closed};
}

export const ROWS: readonly TallyRow[] = [
  counted('lead', 96, 214),
  counted('deal', 128, 302),
  counted('contact', 220, 0),
  counted('spa:130', 3, 1),
  counted('invoice', 18, 42),
  counted('old-invoice', 0, 0),
  counted('activity', 141, 235),
];

export function records(count: number, more: Partial<PlannedRecord> = {}): readonly PlannedRecord[] {
  return Array.from({length: count}, (_, index) => ({
    type: 'lead' as const,
    id: index + 1,
    title: `Lead number ${index + 1}`,
    closed: false,
    to: IVAN.id,
    ...more,
  }));
}

export function planOf(list: readonly PlannedRecord[], more: Partial<Plan> = {}): Plan {
  return {
    digest: '7f3a9c0d1e2f',
    number: 1,
    kind: 'handover',
    portalKey: CONNECTION.portalKey,
    leaverId: ANNA.id,
    pinnedAt: NOW,
    scope: [['lead', {state: 'all'}]],
    records: list,
    summary: summarise(list),
    kept: [],
    ...more,
  };
}

/** The report of a run in which everything moved. */
export function reportOf(plan: Plan, more: Partial<RunReport> = {}): RunReport {
  return {
    run: '12',
    kind: plan.kind,
    digest: plan.digest,
    leaverId: plan.leaverId,
    planned: plan.records.length,
    results: [...plan.records].map(record => ({record, outcome: 'moved'})),
    counts: {...noOutcomes(), moved: plan.records.length},
    proof: {left: [], fresh: [], unproved: [], contradictions: []},
    kept: 0,
    openings: [],
    account: {state: 'dismissed', readAt: NOW},
    startedAt: NOW,
    endedAt: NOW + 372_000,
    ...more,
  };
}
