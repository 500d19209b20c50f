import type {Plan} from '../domain/plan.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import {derivePlan, sourceRun} from './derived.ts';
import type {Parts} from './parts.ts';

/**
 * Plans what failed or was not tried in a run, to the same people. What moved, is gone or changed hands is left alone.
 *
 * @throws UsageTrouble for a run that put records back
 */
export async function planRetry(parts: Parts, number: number): Promise<Plan> {
  const from = await sourceRun(parts, number);
  // Its records go to the leaver, who may receive in an undo alone; and undoing the same run again looks at each record anew.
  if (from.source.kind === 'undo')
    throw new UsageTrouble(
      `run ${number} put records back: undo run ${from.source.sourceRun ?? ''} once more to try that again`,
    );
  return derivePlan(parts, from, 'retry', false, ({record, outcome}) =>
    outcome === 'failed' || outcome === 'not-tried' ? record : undefined,
  );
}
