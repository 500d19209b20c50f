import {expect, it} from 'vitest';
import type {EntityType} from '../../../source/domain/entity-types.ts';
import type {Carrier} from '../../../source/domain/pace/seen.ts';
import type {Offer} from '../../../source/domain/pace/choose.ts';
import {createPaceModel} from '../../../source/domain/pace/model.ts';
import {compose, type Composing} from '../../../source/engine/moving/compose.ts';
import {createChecking} from '../../../source/engine/moving/checking.ts';
import {createReady} from '../../../source/engine/moving/ready.ts';
import {commandOf, sizeOf, type Checked} from '../../../source/engine/moving/request.ts';
import {createSiblingRefusals} from '../../../source/engine/moving/sibling-refusals.ts';
import {supplyOf} from '../../../source/engine/moving/supply.ts';
import type {RunState} from '../../../source/engine/run-state.ts';

const LEAD: EntityType = {
  key: 'lead',
  entityTypeId: 1,
  closedBy: {by: 'semantic'},
  takenByDefault: true,
  mayNeedRehire: false,
};

it('what is counted is what is sent, though a successor becomes due between one look and the next', () => {
  const model = createPaceModel();
  model.costs.learn('crm.item.update lead', 10, 50);
  let looks = 0;
  const pace = {
    costs: model.costs,
    fill: <T>(offers: Iterable<Offer<T>>, most: number, carrier: Carrier) => model.fill(offers, most, carrier, 0),
    billing: () => 'none' as const,
    room: () => Infinity,
    inFlight: () => ({most: 20, now: 0}),
  };
  const state = {
    parts: {client: {pace}},
    // One command more at every other look: what a clock tick does to the question whether somebody is still active.
    askSuccessors() {
      looks += 1;
      const look = {method: 'user.get', params: {FILTER: {ID: [12]}}};
      return {commands: looks % 2 === 0 ? [look, look] : [look], read: () => {}};
    },
  } as unknown as RunState;
  const ready = createReady({now: () => 0, wait: async () => {}, random: () => 0.5});
  const known = {records: new Map(), tasks: new Map(), asked: new Set<number>(), at: 0};
  ready.add(
    Array.from(
      {length: 60},
      (_, index): Checked => ({
        type: LEAD,
        record: {type: 'lead', id: index + 1, title: '', closed: false, to: 12},
        known,
      }),
    ),
  );
  const composing = {
    state,
    supply: supplyOf(LEAD, []),
    ready,
    most: 50,
    alone: false,
    checking: createChecking(),
    refusedBySibling: createSiblingRefusals(),
    isDoubtful: () => false,
  } as unknown as Composing;
  const next = compose(composing);
  if (next.do !== 'batch') throw new Error(`a batch was to go, not ${next.do}`);
  expect(sizeOf(next.writes, next.riders)).toBeLessThanOrEqual(50);
  expect(next.writes.map(write => commandOf(write).method)).toContain('crm.item.update');
});

it('what the older method of its type refused waits for the other one alone, also while the older one has room', () => {
  const used = 2_000_000;
  const pace = {
    costs: createPaceModel().costs,
    fill: () => [],
    billing: () => 'method' as const,
    room: (method: string) => (method === 'crm.item.update' ? 0 : 100),
    inFlight: () => ({most: 20, now: 0}),
    freeAt: (method: string) => (method === 'crm.item.update' ? used : 0),
  };
  const state = {parts: {client: {pace}}} as unknown as RunState;
  const refusedBySibling = createSiblingRefusals();
  const records = [1, 2].map(id => ({type: 'lead' as const, id, title: '', closed: false, to: 12}));
  const ready = createReady({now: () => 0, wait: async () => {}, random: () => 0.5});
  const known = {records: new Map(), tasks: new Map(), asked: new Set<number>(), at: 0};
  ready.add(records.map((record): Checked => ({type: LEAD, record, known})));
  const composing: Composing = {
    state,
    supply: supplyOf(LEAD, []),
    ready,
    most: 50,
    alone: false,
    checking: createChecking(),
    refusedBySibling,
    isDoubtful: () => false,
  };
  for (const record of records) {
    // As long as one of them may go by it, it is looked whether it can.
    expect(compose(composing)).toEqual({do: 'wait', until: 0, method: 'crm.lead.update'});
    refusedBySibling.add(record);
  }
  expect(compose(composing)).toEqual({do: 'wait', until: used, method: 'crm.item.update'});
  refusedBySibling.ended(records[0]!);
  expect(refusedBySibling.count(LEAD)).toBe(1);
});
