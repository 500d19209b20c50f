import {compareTypes, type EntityType, type TypeKey} from '../domain/entity-types.ts';
import type {RecordResult} from '../domain/outcomes.ts';
import type {Plan, PlanKind, PlannedRecord} from '../domain/plan.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {RunRow} from '../journal/history.ts';
import type {Journal} from '../journal/journal.ts';
import {checkTypes, typeOf, type Parts} from './parts.ts';

const PART = 1000;

/** A run that a retry or an undo goes back to. @throws UsageTrouble when it is not there, still works, or is of another portal */
export async function sourceRun(
  {journal, connection}: Parts,
  number: number,
): Promise<{journal: Journal; source: RunRow}> {
  const opened = await journal();
  const source = opened.history.run(number);
  if (!source) throw new UsageTrouble(`there is no run ${number}`);
  if (source.portalKey !== connection.portalKey)
    throw new UsageTrouble(`run ${number} was on ${source.portalName}, not on ${connection.portalName}`);
  return {journal: opened, source};
}

/**
 * Pins a plan from what a run left behind: each of its results is turned into a record of the new plan, or left out.
 * Nothing is asked of the portal.
 */
export function derivePlan(
  {clock, connection}: Parts,
  {journal, source}: {journal: Journal; source: RunRow},
  kind: PlanKind,
  edited: boolean,
  derive: (result: RecordResult & {readonly stamp?: string}) => PlannedRecord | undefined,
): Plan {
  const sourcePlan = journal.plans.load(source.plan);
  checkTypes(connection, sourcePlan?.summary.byType.map(({type}) => type) ?? []);
  const ranks = rankTypes(connection.types, sourcePlan?.summary.byType.map(({type}) => type) ?? []);
  const draft = journal.plans.draft({
    kind,
    sourceRun: source.run,
    portalKey: source.portalKey,
    portalName: source.portalName,
    leaverId: source.leaverId,
    leaverName: source.leaverName,
    startedAt: clock.now(),
  });
  try {
    let part: {rank: number; ownerType: number; record: PlannedRecord}[] = [];
    for (const result of journal.history.results(source)) {
      const record = derive(result);
      if (!record) continue;
      part.push({rank: ranks.get(record.type) ?? 0, ownerType: typeOf(connection, record.type).entityTypeId, record});
      if (part.length < PART) continue;
      draft.add(part);
      part = [];
    }
    draft.add(part);
    return draft.seal({
      pinnedAt: clock.now(),
      scope: sourcePlan?.scope ?? [],
      kept: [],
      ...(edited ? {edited} : {}),
      ...(source.names ? {names: source.names} : {}),
    });
  } catch (error) {
    draft.discard();
    throw error;
  }
}

/** The run order of types, the same as when they were pinned. */
export function rankTypes(types: readonly EntityType[], keys: readonly TypeKey[]): Map<TypeKey, number> {
  const wanted = types.filter(type => keys.includes(type.key)).sort(compareTypes);
  return new Map(wanted.map((type, rank) => [type.key, rank]));
}
