import type {TypeKey} from '../entity-types.ts';
import type {Plan, PlanSummary} from '../plan.ts';
import {effectsOfType, type Certainty, type TypeEffects} from './effects-of-type.ts';

/** What besides its summary has to be known of a plan that takes records from a leaver. */
export interface PlanFacts {
  readonly leaverId: number;
  /** Who acts: the person the key belongs to. The portal sends them no message. */
  readonly actingId: number;
  /**
   * How many task activities each successor gets. They are moved through their tasks, and what the portal sends for a
   * task is not known (the fact sheet says nothing of it). Left out where nobody counted.
   */
  readonly tasks?: ReadonlyMap<number, number>;
}

/** Messages that somebody gets from the portal, which cannot be called back. */
export interface Messages {
  readonly personId: number;
  readonly role: 'successor' | 'leaver';
  /** Certain, if every record moves. */
  readonly sure: number;
  /** So many more at most. */
  readonly possible: number;
  /** Tasks, also those behind activities, of which nobody knows whether they send a message. */
  readonly unknown: number;
}

/** A type whose records may start something. */
export interface Automation {
  readonly type: TypeKey;
  /** Each one may start something, by itself. */
  readonly records: number;
  readonly workflows: boolean;
  readonly triggers: boolean;
}

/** What a plan sets off on the portal beside its moves, if every record moves. */
export interface SideEffects {
  /** Successors in the order of the summary, the leaver last; whoever gets none is left out, the acting person too. */
  readonly messages: readonly Messages[];
  /** In run order. Whether a portal has workflows or triggers cannot be read: these are where some may run. */
  readonly automation: readonly Automation[];
  /** Old invoices that are checked and saved as a whole. */
  readonly savedAsWhole: number;
  /** Entries that records get in their history: one each. */
  readonly history: number;
}

/** The same for a plan as it is pinned. Undefined for the way back, where givers and receivers change places. */
export function sideEffectsOfPlan(
  {kind, leaverId, summary}: Pick<Plan, 'kind' | 'leaverId' | 'summary'>,
  actingId: number,
): SideEffects | undefined {
  if (kind === 'undo') return undefined;
  const tasks = new Map(summary.shares.flatMap(({to, tasks: some}) => (some ? [[to, some] as const] : [])));
  return sideEffectsOf(summary, {leaverId, actingId, tasks});
}

/**
 * Counts what a plan will set off (fact sheet sections 9, 10 and 11, trap 20). Unmovable records are no moves: they are
 * activities alone, which send nothing; they are left out of the history.
 */
export function sideEffectsOf(summary: PlanSummary, {leaverId, actingId, tasks}: PlanFacts): SideEffects {
  const moved = summary.byType.map(({type, records, unmovable}) => ({type, records: records - unmovable}));
  const viaTask = [...(tasks?.values() ?? [])].reduce((all, some) => all + some, 0);
  const taskCount = viaTask + (moved.find(({type}) => type === 'task')?.records ?? 0);
  const messages: Messages[] = [
    ...summary.shares.map(
      ({to, byType}): Messages => ({
        personId: to,
        role: 'successor',
        ...counted(byType),
        unknown: (tasks?.get(to) ?? 0) + (byType.get('task') ?? 0),
      }),
    ),
    {personId: leaverId, role: 'leaver', ...counted(moved.map(one => [one.type, one.records])), unknown: taskCount},
  ];
  return {
    messages: messages.filter(one => one.personId !== actingId && one.sure + one.possible + one.unknown > 0),
    automation: moved.flatMap(({type, records}) => {
      const {workflows, triggers} = effectsOfType(type);
      if (records === 0 || (workflows === 'no' && triggers === 'no')) return [];
      return [{type, records, workflows: workflows !== 'no', triggers: triggers !== 'no'}];
    }),
    savedAsWhole: sum(moved, ({savedAsWhole}) => savedAsWhole),
    history: sum(moved, () => true),
  };
}

function counted(byType: Iterable<readonly [TypeKey, number]>): {readonly sure: number; readonly possible: number} {
  const of = (wanted: Certainty): number =>
    sum(
      [...byType].map(([type, records]) => ({type, records})),
      ({messages}) => messages === wanted,
    );
  return {sure: of('yes'), possible: of('maybe')};
}

function sum(
  types: readonly {readonly type: TypeKey; readonly records: number}[],
  counts: (effects: TypeEffects) => boolean,
): number {
  return types.reduce((all, {type, records}) => all + (counts(effectsOfType(type)) ? records : 0), 0);
}
