import type {EntityType, TypeKey} from '../domain/entity-types.ts';
import {forecast, type Accounts, type Forecast, type Free, type Range, type Work} from '../domain/forecast/forecast.ts';
import {ASSUMED_LIMIT} from '../domain/pace/budget.ts';
import {ASSUMED_COST_MS, type Costs} from '../domain/pace/costs.ts';
import type {Plan} from '../domain/plan.ts';
import type {Pace} from '../portal/client.ts';
import {ITEM_UPDATE, siblingOf} from '../portal/families/siblings.ts';
import {kindOf, mainMethod} from './moving/ways.ts';
import {typeOf, type Parts} from './parts.ts';

/** Records of one type that are still to be written: task activities, or all others. */
export interface Left {
  readonly type: TypeKey;
  readonly viaTask: boolean;
  readonly records: number;
}

export interface ForecastOptions {
  readonly leaverIsDismissed: boolean;
  /** What is still to be written, where a run is under way. */
  readonly left?: readonly Left[];
  /** How many are still to be read back at the end: all of the plan unless given. */
  readonly readBack?: number;
}

/** The least that an update costs on a cloud portal, in milliseconds (fact sheet section 5: 0.05 to 0.5 s). */
const LEAST_COST_MS = 50;
/** How far costs lie from what was seen: by this run a moment ago, or by one on another day. */
const NOW: Range = [0.75, 1.25];
const BEFORE: Range = [0.5, 1.5];
/** Latency before anything was asked, milliseconds. */
const LATENCY_MS: Range = [50, 300];
/** An account is looked at in so many steps. */
const STEPS = 10;

/** What a plan will take on this portal, or what is left of it in a run. */
export function forecastOf(
  parts: Parts,
  plan: Plan,
  {leaverIsDismissed, left = leftOf(plan), readBack = plan.records.length}: ForecastOptions,
): Forecast {
  const {client, gauge, connection} = parts;
  const {pace} = client;
  const work = left
    .filter(({records}) => records > 0)
    .map(({type, viaTask, records}) => workOf(pace, typeOf(connection, type), viaTask, records, leaverIsDismissed));
  const {capacity, leakPerSecond} = pace.limit();
  const slowest = Math.min(leakPerSecond, pace.maxRps());
  // Who is asked to be slower sends nothing at once.
  const limit = {capacity: slowest < leakPerSecond ? 1 : capacity, leakPerSecond: slowest};
  return forecast({
    work,
    readBack,
    lists: plan.kind === 'handover' ? plan.scope.length : 0,
    successors: plan.summary.shares.length,
    limit,
    burst: gauge.burst(limit),
    billing: pace.billing(),
    accounts: accountsOf(pace, work, parts.clock.now()),
    latency: gauge.latency() ?? LATENCY_MS,
  });
}

/** All of a plan, less what REST cannot move. */
export function leftOf({summary}: Plan): Left[] {
  return summary.byType.flatMap(({type, records, unmovable}) => {
    const tasks = type === 'activity' ? summary.tasks : 0;
    // No writes of their own.
    const withTasks = type === 'activity' ? (summary.withTasks ?? 0) : 0;
    return [
      {type, viaTask: true, records: tasks},
      {type, viaTask: false, records: records - unmovable - tasks - withTasks},
    ];
  });
}

function workOf(pace: Pace, type: EntityType, viaTask: boolean, records: number, isDismissed: boolean): Work {
  const method = mainMethod(type, viaTask);
  const other = method === ITEM_UPDATE ? siblingOf(type) : undefined;
  return {
    records,
    when: viaTask ? 'before' : type.mayNeedRehire && isDismissed ? 'tried' : 'together',
    route: {method, cost: costOf(pace.costs, [method, ...(other === undefined ? [] : [other])], type)},
    ...(other === undefined ? {} : {other}),
  };
}

/** What was seen, of either of its methods; else all that is usual, or that was seen of others if that is more. */
function costOf(costs: Costs, methods: readonly string[], type: EntityType): Range {
  const seen = methods.flatMap(method => {
    const cost = costs.seen(kindOf(method, type));
    if (!cost) return [];
    const [least, most] = cost.now ? NOW : BEFORE;
    return [[cost.ms * least, cost.ms * most] as const];
  });
  if (seen.length === 0) return [LEAST_COST_MS, Math.max(ASSUMED_COST_MS, ...costs.known().values())];
  return [Math.min(...seen.map(([least]) => least)), Math.max(...seen.map(([, most]) => most))];
}

/** What is free of each method's account, and when. */
function accountsOf(pace: Pace, work: readonly Work[], now: number): Accounts {
  const methods = new Set([...work.flatMap(({route, other}) => [route.method, ...(other ? [other] : [])]), 'batch']);
  const seconds = ASSUMED_LIMIT / STEPS;
  return new Map(
    [...methods].map(method => {
      const carrier = method === 'batch' ? 'batch' : pace.billing() === 'batch' ? 'single' : 'batch';
      const steps = Array.from({length: STEPS}, (_, step): Free => {
        const freeAt = pace.freeAt(method, carrier, seconds * (step + 1));
        return {at: Math.max(0, freeAt - now) / 1000, seconds};
      });
      return [method, steps];
    }),
  );
}
