import type {TypeKey} from '../domain/entity-types.ts';
import type {Plan} from '../domain/plan.ts';
import type {RunWriter} from '../journal/runs.ts';
import type {Listener} from './contract.ts';
import {forecastOf, type Left} from './forecast.ts';
import type {Parts} from './parts.ts';

/** A count that goes down as records are settled. */
type Counted = {-readonly [Name in keyof Left]: Left[Name]};

/** It is computed again at most once a second. */
const EVERY_MS = 1000;

/**
 * Tells besides all that a run tells how long the rest of it will take: computed again from what is left, what writes were seen to
 * cost, and what is free of the accounts of execution time.
 */
export function withOutlook(
  parts: Parts,
  plan: Plan,
  writer: RunWriter,
  leaverIsDismissed: boolean,
  listener: Listener,
): Listener {
  const keyOf = (type: TypeKey, viaTask: boolean): string => `${type} ${viaTask}`;
  const left = new Map<string, Counted>(
    plan.summary.byType.flatMap(({type}) =>
      [true, false].map(viaTask => {
        const records = writer.pendingCount(type, viaTask);
        return [keyOf(type, viaTask), {type, viaTask, records}] as const;
      }),
    ),
  );
  let readBack = plan.records.length;
  let toldAt = -Infinity;

  function tell(): void {
    const now = parts.clock.now();
    // A clock that was set back makes nobody wait for the next figure.
    if (now >= toldAt && now - toldAt < EVERY_MS) return;
    toldAt = now;
    listener({kind: 'outlook', ...forecastOf(parts, plan, {leaverIsDismissed, left: [...left.values()], readBack})});
  }

  const told: Listener = event => {
    listener(event);
    if (event.kind === 'results') {
      for (const {record} of event.results) {
        const isWritten = !record.unmovable && !record.activity?.withTask;
        const one = !isWritten ? undefined : left.get(keyOf(event.type, record.activity?.taskId !== undefined));
        if (one) one.records = Math.max(0, one.records - 1);
      }
      tell();
    } else if (event.kind === 'proving') {
      // Whatever was not settled is not written any more.
      for (const one of left.values()) one.records = 0;
      readBack = event.of - event.done;
      tell();
    } else if (event.kind === 'pause' || event.kind === 'pause-over') tell();
  };
  tell();
  return told;
}
