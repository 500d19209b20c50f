import type {Plan} from '../domain/plan.ts';
import {derivePlan, sourceRun} from './derived.ts';
import type {Parts} from './parts.ts';

/** Plans what failed or was not tried in a run, to the same people. What moved, is gone or changed hands is left alone. */
export async function planRetry(parts: Parts, number: number): Promise<Plan> {
  const from = await sourceRun(parts, number);
  return derivePlan(parts, from, 'retry', false, ({record, outcome}) =>
    outcome === 'failed' || outcome === 'not-tried' ? record : undefined,
  );
}
