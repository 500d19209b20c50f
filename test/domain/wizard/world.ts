import type {EntityType, TypeKey} from '../../../source/domain/entity-types.ts';
import {noOutcomes, type RunReport} from '../../../source/domain/outcomes.ts';
import type {Person} from '../../../source/domain/people.ts';
import {type Plan, summarise} from '../../../source/domain/plan.ts';
import type {
  DoneSoFar,
  PlacesView,
  PortalView,
  RehireAsked,
  UndoView,
  UnfinishedView,
} from '../../../source/domain/wizard/index.ts';

// A small world: few people and types, so that random walks through it meet every corner.

export const TYPES: readonly EntityType[] = [
  {key: 'lead', entityTypeId: 1, closedBy: {by: 'semantic'}, takenByDefault: true, mayNeedRehire: false},
  {key: 'contact', entityTypeId: 3, closedBy: {by: 'none'}, takenByDefault: true, mayNeedRehire: false},
  {
    key: 'contact:7',
    entityTypeId: 3,
    categoryId: 7,
    closedBy: {by: 'none'},
    takenByDefault: false,
    mayNeedRehire: false,
  },
  {key: 'activity', entityTypeId: 6, closedBy: {by: 'completed'}, takenByDefault: true, mayNeedRehire: true},
];

function person(id: number, more: Partial<Person> = {}): Person {
  return {
    id,
    name: `Name${id}`,
    lastName: '',
    email: '',
    position: '',
    departmentIds: [],
    departments: [],
    active: true,
    ...more,
  };
}

/** 17 owns the key, 41 and 42 are dismissed, 43 has only asked to join; the others are active. */
export const PEOPLE: readonly Person[] = [
  person(17),
  person(12),
  person(31),
  person(41, {active: false}),
  person(42, {active: false}),
  person(43, {active: false, waiting: 'asked-to-join'}),
];

export const KEY_OWNER = 17;

export function portal(admin: boolean): PortalView {
  return {
    portalKey: 'https://acme.example',
    portalName: 'acme.example',
    demo: false,
    me: {id: KEY_OWNER, name: 'Olga', admin},
    limits: admin ? [] : ['not-admin'],
    types: TYPES,
  };
}

export function planWith(count: number, kind: Plan['kind'] = 'handover'): Plan {
  const records = Array.from({length: count}, (_, index) => ({
    type: index % 3 === 2 ? ('activity' as const) : ('lead' as const),
    id: index + 1,
    title: '',
    closed: false,
    to: 12,
  }));
  return {
    digest: `d${count}`,
    number: 1,
    kind,
    portalKey: 'https://acme.example',
    leaverId: 42,
    pinnedAt: 0,
    scope: [],
    records,
    summary: summarise(records),
    kept: [],
  };
}

export function reportWith(plan: Plan, more: Partial<RunReport> = {}): RunReport {
  return {
    run: '1',
    kind: plan.kind,
    digest: plan.digest,
    leaverId: 42,
    planned: plan.records.length,
    results: [],
    counts: {...noOutcomes(), moved: plan.records.length},
    proof: {left: [], fresh: [], unproved: [], contradictions: []},
    kept: 0,
    openings: [],
    account: {state: 'dismissed', readAt: 0},
    startedAt: 0,
    endedAt: 1,
    ...more,
  };
}

export const ASKED: RehireAsked = {leaver: person(42, {active: false}), types: [], refused: 2, text: '', expectedMs: 1};

/** A run of 40 records of which 10 leads are done. */
export const UNFINISHED: UnfinishedView = {
  run: 7,
  kind: 'handover',
  digest: 'd40',
  portalKey: 'https://acme.example',
  portalName: 'acme.example',
  leaverId: 42,
  leaverName: 'Name42',
  planned: 40,
  counts: {...noOutcomes(), moved: 9, gone: 1, 'not-tried': 30},
  startedAt: 0,
  endedAt: 1,
};

export const DONE: DoneSoFar = new Map([['lead', {...noOutcomes(), edited: 0, moved: 9, gone: 1}]]);

/** The way back of so many records: one of them is edited, the rest may go back. */
export function undoWith(count: number): UndoView {
  const edited = Math.min(1, count);
  return {plan: planWith(count, 'undo'), counts: {putBack: count - edited, changedHands: 0, edited, gone: 0}};
}

/** Leads stand in stages of two pipelines, so that a filter can contradict itself. */
export const PLACES: ReadonlyMap<TypeKey, PlacesView> = new Map([
  [
    'lead',
    {
      pipelines: [
        {id: 0, name: 'General'},
        {id: 2, name: 'Retail'},
      ],
      stages: [
        {id: 'NEW', name: 'New', pipeline: 0, closed: false},
        {id: 'C2:NEW', name: 'New', pipeline: 2, closed: false},
        {id: 'C2:WON', name: 'Won', pipeline: 2, closed: true},
      ],
    },
  ],
]);
