import {describe, expect, it, onTestFinished} from 'vitest';
import {byTypeAndId, digestOf, type PlannedRecord} from '../../source/domain/plan.ts';
import {openJournal} from '../../source/journal/journal.ts';
import type {RankedRecord} from '../../source/journal/plan-rows.ts';
import type {PlanFacts, PlanHead, Plans} from '../../source/journal/plans.ts';
import {temporaryFolder} from './folder.ts';

const DAY = 24 * 3_600_000;
const NOW = 1_779_804_944_000;
const HEAD: PlanHead = {
  kind: 'handover',
  portalKey: 'demo',
  portalName: 'Demo portal',
  leaverId: 42,
  leaverName: 'Ivan Petrov',
  startedAt: NOW,
};
const FACTS: PlanFacts = {pinnedAt: NOW + 5, scope: [['deal', {state: 'all'}]], kept: [['activity', 7]]};

async function openPlans() {
  const journal = await openJournal(temporaryFolder());
  onTestFinished(() => journal.close());
  return journal;
}

const deal = (id: number, to = 12): RankedRecord => ({
  rank: 1,
  ownerType: 2,
  record: {type: 'deal', id, title: `Deal ${id}`, closed: false, to},
});
const company = (id: number, to = 12): RankedRecord => ({
  rank: 2,
  ownerType: 4,
  record: {type: 'company', id, title: '', closed: true, to},
});
const activity = (id: number): RankedRecord => ({
  rank: 3,
  ownerType: 6,
  record: {
    type: 'activity',
    id,
    title: 'Call',
    closed: false,
    to: 0,
    activity: {ownerTypeId: 2, ownerId: 1, follows: 'chosen', taskId: 9, location: 'Room 2'},
    unmovable: 'task-scope-missing',
  },
});
const upTo = (count: number): number[] => Array.from({length: count}, (_, index) => index + 1);
const plain = (ranked: readonly RankedRecord[]): PlannedRecord[] => ranked.map(one => one.record);

function seal(plans: Plans, records: readonly RankedRecord[], head: Partial<PlanHead> = {}) {
  const draft = plans.draft({...HEAD, ...head});
  draft.add(records);
  return draft.seal({...FACTS, pinnedAt: head.startedAt ?? NOW});
}

describe('a plan that is being pinned', () => {
  it('shows what was added in small portions, and what was put in its place', async () => {
    const {plans} = await openPlans();
    const draft = plans.draft(HEAD);
    for (const id of upTo(30)) draft.add([deal(id)]);
    draft.add([activity(5)]);
    expect(draft.part(1, 0, 10)).toEqual(plain(upTo(10).map(id => deal(id))));
    expect(draft.part(1, 25, 10).map(record => record.id)).toEqual([26, 27, 28, 29, 30]);
    expect(draft.part(3, 0, 10)).toEqual([activity(5).record]);
    draft.add([deal(31)]);
    draft.assign([deal(31, 14), deal(3, 14)]);
    expect(draft.part(1, 29, 10)).toEqual(plain([deal(30), deal(31, 14)]));
  });

  it('knows the successors of its records by their kind, those of a moment ago too', async () => {
    const {plans} = await openPlans();
    const draft = plans.draft(HEAD);
    draft.add([deal(1, 12), deal(2, 14), company(2, 20)]);
    expect([...draft.successors(2, [2, 1, 99])]).toEqual([
      [2, 14],
      [1, 12],
    ]);
    expect([...draft.successors(4, [1, 2])]).toEqual([[2, 20]]);
  });

  it('refuses a record that comes twice, whether the first is written or not', async () => {
    const {plans} = await openPlans();
    const draft = plans.draft(HEAD);
    draft.add([deal(1), deal(1)]);
    expect(() => draft.part(1, 0, 1)).toThrow(/UNIQUE/);
    draft.add([deal(2)]);
    draft.part(1, 0, 1);
    draft.add([deal(2)]);
    expect(() => draft.seal(FACTS)).toThrow(/UNIQUE/);
  });

  it('is no plan before it is sealed, and gone once it is discarded', async () => {
    const {plans} = await openPlans();
    const draft = plans.draft(HEAD);
    draft.add(upTo(1001).map(id => deal(id)));
    expect([plans.load(1), plans.byDigest('')]).toEqual([undefined, undefined]);
    draft.discard();
    expect(seal(plans, [deal(1)]).records).toHaveLength(1);
  });
});

describe('a sealed plan', () => {
  it('is read back whole by its number, with its facts and its sums', async () => {
    const {plans} = await openPlans();
    const records = [deal(1), deal(2, 14), company(9), activity(4)];
    const sealed = seal(plans, records.toReversed());
    const loaded = plans.load(sealed.number);
    expect(loaded).toMatchObject({kind: 'handover', portalKey: 'demo', leaverId: 42, ...FACTS, pinnedAt: NOW});
    expect([...(loaded?.records ?? [])]).toEqual(plain(records));
    expect(loaded?.summary).toEqual(sealed.summary);
    expect(loaded?.summary.byType).toEqual([
      {type: 'deal', records: 2, unmovable: 0},
      {type: 'company', records: 1, unmovable: 0},
      {type: 'activity', records: 1, unmovable: 1},
    ]);
  });

  it('has the digest of its records, in whatever order they were added', async () => {
    const {plans} = await openPlans();
    const records = [...upTo(1200).map(id => deal(id)), company(3), activity(1)];
    const expected = digestOf('demo', 42, plain(records).sort(byTypeAndId));
    expect(seal(plans, records).digest).toBe(expected);
    expect(seal(plans, records.toReversed()).digest).toBe(expected);
  });

  it('slices and goes through its records across types', async () => {
    const {plans} = await openPlans();
    const all = [...upTo(1100).map(id => deal(2 * id)), ...upTo(700).map(id => company(id)), activity(1)];
    const {records} = seal(plans, all);
    expect(records).toHaveLength(1801);
    expect([...records]).toEqual(plain(all));
    expect(records.slice(1098, 1103)).toEqual(plain(all.slice(1098, 1103)));
    expect(records.slice(1799)).toEqual(plain(all.slice(1799)));
    expect(records.slice(0, 0)).toEqual([]);
    expect(records.slice(2000)).toEqual([]);
  });

  it('is found by its digest or the beginning of it, if that is no other plan’s', async () => {
    const {plans} = await openPlans();
    const sealed = upTo(20).map(id => seal(plans, [deal(id)]));
    const [one, other] = sealed as [(typeof sealed)[0], (typeof sealed)[0]];
    expect(plans.byDigest(one.digest)?.number).toBe(one.number);
    expect(plans.byDigest(other.digest.slice(0, 8))?.number).toBe(other.number);
    // Twenty digests cannot all begin with different ones of sixteen digits.
    const first = sealed.map(plan => plan.digest[0]);
    const shared = first.find((digit, index) => first.indexOf(digit) !== index) ?? '';
    expect(plans.byDigest(shared)).toBeUndefined();
  });

  it('is not found by wildcards', async () => {
    const {plans} = await openPlans();
    const {digest} = seal(plans, [deal(1)]);
    expect(plans.byDigest('%')).toBeUndefined();
    expect(plans.byDigest(`${digest.slice(0, 5)}_`)).toBeUndefined();
  });

  it('of the same content is found as the handover first, then as the newest', async () => {
    const {plans} = await openPlans();
    const first = seal(plans, [deal(1)]);
    const second = seal(plans, [deal(1)], {startedAt: NOW + 1});
    const retry = seal(plans, [deal(1)], {kind: 'retry', sourceRun: 1, startedAt: NOW + 2});
    expect(new Set([first.digest, second.digest, retry.digest]).size).toBe(1);
    expect(plans.byDigest(first.digest)?.number).toBe(second.number);
    expect(retry).toMatchObject({kind: 'retry', sourceRun: 1});
  });
});

describe('starting to pin', () => {
  it('clears away drafts of a day and plans of a month that were never run', async () => {
    const {plans, runs} = await openPlans();
    const kept = seal(plans, [deal(1)]);
    runs.start(kept.number, 42, NOW);
    const unused = seal(plans, [deal(2)]);
    const left = plans.draft(HEAD);
    left.add([deal(3)]);
    left.part(1, 0, 1);
    plans.draft({...HEAD, startedAt: NOW + 2 * DAY});
    expect([left.part(1, 0, 1), plans.load(unused.number)?.records.length]).toEqual([[], 1]);
    plans.draft({...HEAD, startedAt: NOW + 31 * DAY});
    expect([plans.load(unused.number), plans.load(kept.number)?.records.length]).toEqual([undefined, 1]);
  });
});
