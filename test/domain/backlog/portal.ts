import type {BacklogAnswer, BacklogQuestion, Counted} from '../../../source/domain/backlog/questions.ts';
import {BacklogPlan} from '../../../source/domain/backlog/plan.ts';

/**
 * What a portal makes of a list of people: of all of them; of the first; of number 1, as PHP makes of a list it takes for
 * a number; of nobody; of everybody, since it drops the condition; or a refusal.
 */
export type Lists = 'all' | 'first' | 'one' | 'nobody' | 'everybody' | 'refuses';
export const LISTS: readonly Lists[] = ['all', 'first', 'one', 'nobody', 'everybody', 'refuses'];

/** A portal as far as counting goes: whose each record of each type is, in the order of their ids. */
export interface Counting {
  readonly records: readonly (readonly number[])[];
  readonly methods: readonly string[];
  readonly lists: Lists;
  /** Types that cannot be counted, whoever asks. */
  readonly unreadable?: ReadonlySet<number>;
  readonly absent?: ReadonlySet<number>;
}

const PAGE = 50;

export function answer({records, lists, unreadable, absent}: Counting, question: BacklogQuestion): BacklogAnswer {
  const all = records[question.type] ?? [];
  if (absent?.has(question.type)) return {state: 'absent'};
  if (unreadable?.has(question.type)) return {state: 'unreadable', why: {code: 'ACCESS_DENIED', text: ''}};
  if (question.kind === 'sample') return {state: 'counted', total: 0, holders: all.slice(0, PAGE)};
  if (question.kind === 'person') return counted(all.filter(owner => owner === question.person));
  const {people} = question;
  if (lists === 'refuses') return {state: 'unreadable', why: {code: 'INVALID_ARG_VALUE', text: ''}};
  if (lists === 'nobody') return counted([]);
  if (lists === 'everybody') return counted(all);
  const taken = new Set(lists === 'first' ? people.slice(0, 1) : lists === 'one' ? [1] : people);
  return counted(all.filter(owner => taken.has(owner)));
}

function counted(records: readonly number[]): BacklogAnswer {
  return {state: 'counted', total: records.length, holders: records.slice(0, PAGE)};
}

export interface Backlogged {
  readonly requests: number;
  readonly commands: number;
  readonly told: Counted[];
  /** Requests after which each person was told. */
  readonly when: Map<number, number>;
}

/** Counts everybody. */
export function countAll(portal: Counting, ids: readonly number[]): Backlogged {
  const plan = new BacklogPlan(ids, portal.methods);
  const told: Counted[] = [];
  const when = new Map<number, number>();
  let [requests, commands] = [0, 0];
  for (let questions = plan.next(); questions.length > 0; questions = plan.next()) {
    if (questions.length > PAGE) throw new Error(`${questions.length} commands`);
    requests += 1;
    commands += questions.length;
    plan.take(
      questions,
      questions.map(question => answer(portal, question)),
    );
    for (const one of plan.settled()) {
      told.push(one);
      when.set(one.personId, requests);
    }
  }
  return {requests, commands, told, when};
}

/** What everybody holds, counted by hand. */
export function truth({records, unreadable, absent}: Counting, ids: readonly number[]): Map<number, unknown[]> {
  return new Map(
    ids.map(id => [
      id,
      records.map((owners, type) =>
        absent?.has(type)
          ? 0
          : unreadable?.has(type)
            ? {code: 'ACCESS_DENIED', text: ''}
            : owners.filter(owner => owner === id).length,
      ),
    ]),
  );
}
