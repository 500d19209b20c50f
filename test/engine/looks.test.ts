import {expect, it} from 'vitest';
import type {Parts} from '../../source/engine/parts.ts';
import type {Plan, PlannedRecord} from '../../source/domain/plan.ts';
import {createRunState} from '../../source/engine/run-state.ts';
import type {RunWriter} from '../../source/journal/runs.ts';
import {carry, connect, LEAVER, planFor, stage, SUCCESSOR} from './harness.ts';

const record: PlannedRecord = {type: 'lead', id: 1, title: '', closed: false, to: SUCCESSOR};
const answer = (active: boolean) => ({
  ok: true as const,
  result: [
    {
      ID: String(SUCCESSOR),
      ACTIVE: active,
      NAME: '',
      LAST_NAME: '',
      EMAIL: '',
      WORK_POSITION: '',
      LAST_LOGIN: '',
      USER_TYPE: 'employee',
    },
  ],
});

/** What a run knows of successors, at a time that the test sets. */
function looking() {
  const time = {now: 1_000_000};
  const parts = {
    clock: {now: () => time.now, wait: async () => {}, random: () => 0.5},
    client: {pace: {}},
  } as unknown as Parts;
  const plan = {kind: 'handover', leaverId: LEAVER} as unknown as Plan;
  const state = createRunState(parts, plan, {} as unknown as RunWriter, () => {}, {
    signal: new AbortController().signal,
  });
  return {time, state, look: () => state.askSuccessors([record])};
}

it('a look at a successor that is under way is not asked for again by the requests beside it', () => {
  const {time, state, look} = looking();
  const first = look();
  expect(first.commands).toHaveLength(1);
  // Composed and not sent: it is still to be asked.
  expect(look().commands).toHaveLength(1);
  first.sent();
  time.now += 2900;
  expect(look().commands).toHaveLength(0);
  time.now += 100;
  expect(look().commands).toHaveLength(1);
  first.read([answer(false)]);
  expect(state.lostSuccessors.has(SUCCESSOR)).toBe(true);
});

it('a look that was not answered is made by the next request', () => {
  const {time, state, look} = looking();
  const first = look();
  first.sent();
  time.now += 500;
  first.read([]);
  const second = look();
  expect(second.commands).toHaveLength(1);
  second.sent();
  // An answer that comes late after all takes nothing back.
  first.read([]);
  expect(look().commands).toHaveLength(0);
  expect(state.lostSuccessors.size).toBe(0);
});

it('a run of a few records asks only for what it has to know', async () => {
  const on = await stage({company: 'empty', records: [{table: 2, responsible: LEAVER, count: 4}]});
  const session = await connect(on);
  const plan = await planFor(session);
  const before = on.portal.requests;
  const {report} = await carry(session, plan);
  expect(report.counts.moved).toBe(4);
  // The people; whose the records are; two writes and the other two; the proof by id and by filter, and whether lists hide something;
  // how the account stands at the end.
  expect(on.portal.requests - before).toBe(8);
});
