import type {Forecast} from '../../../source/domain/forecast/forecast.ts';
import type {Person} from '../../../source/domain/people.ts';
import type {Plan} from '../../../source/domain/plan.ts';
import type {RunReport} from '../../../source/domain/outcomes.ts';
import type {TallyRow} from '../../../source/domain/tally.ts';
import type {Connection, Holding, Listener, PlanRequest, RunOptions, Session} from '../../../source/engine/contract.ts';
import {ANNA, CONNECTION, IVAN, MARIA, OLGA, PETR, planOf, records, reportOf, ROWS} from './data.ts';

/** What a stand-in portal answers; each part can be replaced by a test. */
export interface Script {
  readonly connection: Connection;
  readonly dismissed: readonly Person[];
  readonly active: readonly Person[];
  readonly more: boolean;
  readonly holdings: readonly Holding[];
  readonly rows: readonly TallyRow[];
  readonly titles: Session['titles'];
  readonly plan: (request: PlanRequest) => Plan;
  readonly run: (plan: Plan, options: RunOptions, listener: Listener) => Promise<RunReport>;
  readonly resume?: Session['resume'];
  readonly planByDigest?: Session['planByDigest'];
  readonly planRetry?: Session['planRetry'];
  readonly planUndo?: Session['planUndo'];
  readonly forecast?: Session['forecast'];
  readonly people?: Session['people'];
  readonly tally?: Session['tally'];
  readonly countScope?: Session['countScope'];
  readonly stages?: Session['stages'];
  readonly scopeRows?: Session['rows'];
  readonly heads?: Session['heads'];
}

export const SCRIPT: Script = {
  connection: CONNECTION,
  dismissed: [PETR, ANNA],
  active: [OLGA, IVAN, MARIA],
  more: false,
  holdings: [
    {personId: ANNA.id, holds: 1503},
    {personId: PETR.id, holds: 0},
  ],
  rows: ROWS,
  titles: async (_leaver, _type, afterId) =>
    afterId >= 60
      ? []
      : Array.from({length: 30}, (_, index) => ({
          id: afterId + index + 1,
          title: `Title ${afterId + index + 1}`,
          closed: index % 2 === 1,
        })),
  plan: ({rules: {general}}) => planOf(records(3, {to: general?.kind === 'person' ? general.to : 0})),
  run: async plan => reportOf(plan),
};

/** A minute and a half, for the sake of a figure. */
const FORECAST: Forecast = {requests: 40, seconds: [84, 92], binds: {by: 'latency'}};

/** What no screen of these tests asks of a session. */
const notAsked = (): Promise<never> => Promise.reject(new Error('not asked here'));

/** Every call, by name, with what it was asked. */
export type Calls = (readonly [name: string, ...asked: readonly unknown[]])[];

/** A session that answers from a script and remembers what it was asked. */
export function standIn(script: Partial<Script> = {}, calls: Calls = []): Session {
  const is: Script = {...SCRIPT, ...script};
  return {
    connection: is.connection,
    planByDigest: is.planByDigest ?? notAsked,
    resume: is.resume ?? notAsked,
    async planRetry(run) {
      calls.push(['planRetry', run]);
      return (is.planRetry ?? notAsked)(run);
    },
    async planUndo(run, options, listener, signal) {
      calls.push(['planUndo', run, options.edited]);
      return (is.planUndo ?? notAsked)(run, options, listener, signal);
    },
    forecast: is.forecast ?? (() => FORECAST),
    async people(query, signal) {
      calls.push(['people', query.group, query.search]);
      if (is.people) return is.people(query, signal);
      return {people: is[query.group], more: is.more};
    },
    async person(idOrEmail) {
      calls.push(['person', idOrEmail]);
      return [...is.active, ...is.dismissed].find(({id}) => String(id) === idOrEmail);
    },
    async peopleByIds(ids) {
      calls.push(['peopleByIds', ids]);
      return [...is.active, ...is.dismissed].filter(({id}) => ids.includes(id));
    },
    async backlog(people, onHolding) {
      calls.push(['backlog', people.length]);
      for (const holding of is.holdings) if (people.some(({id}) => id === holding.personId)) onHolding(holding);
    },
    async tally(leaverId, listener, signal) {
      calls.push(['tally', leaverId]);
      if (is.tally) return is.tally(leaverId, listener, signal);
      for (const row of is.rows) listener({kind: 'tally-row', row});
      return {leaverId, rows: is.rows};
    },
    async titles(leaverId, type, afterId) {
      calls.push(['titles', type, afterId]);
      return is.titles(leaverId, type, afterId);
    },
    async countScope(leaverId, scope, signal) {
      calls.push(['countScope', leaverId, scope]);
      return (is.countScope ?? notAsked)(leaverId, scope, signal);
    },
    async stages(types, signal) {
      calls.push(['stages', types]);
      return is.stages ? is.stages(types, signal) : new Map();
    },
    async rows(leaverId, type, scope, afterId, search, signal) {
      calls.push(['rows', type, scope, afterId, search]);
      return is.scopeRows ? is.scopeRows(leaverId, type, scope, afterId, search, signal) : {rows: []};
    },
    async heads(leaver, signal) {
      calls.push(['heads', leaver.id]);
      return is.heads ? is.heads(leaver, signal) : [];
    },
    async plan(request) {
      calls.push(['plan', request]);
      return is.plan(request);
    },
    async run(plan, options, listener) {
      calls.push(['run', plan.digest, options.rehire, options.acceptUnmovable]);
      return is.run(plan, options, listener);
    },
  };
}
