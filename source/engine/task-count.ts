import {unmovableReason} from '../domain/assignment.ts';
import {TYPE_IDS} from '../domain/entity-types.ts';
import type {PlanDraft} from '../journal/plans.ts';
import type {Row} from '../portal/families/family.ts';

/** The tasks behind the activities of a plan: these go, though the plan may not take tasks by themselves. */
export class TaskCount {
  readonly #scopes: readonly string[];
  readonly #ids = new Set<number>();

  constructor(scopes: readonly string[]) {
    this.#scopes = scopes;
  }

  add(rows: readonly Row[]): void {
    for (const {activity} of rows)
      if (activity && activity.taskId !== 0 && !unmovableReason(activity.provider, activity.taskId, this.#scopes))
        this.#ids.add(activity.taskId);
  }

  /** How many tasks stay with the leaver. @param untaken tasks that the plan does not take by themselves */
  keptOf(untaken: number, draft: Pick<PlanDraft, 'successors'>): number {
    const byThemselves = draft.successors(TYPE_IDS.task, [...this.#ids]).size;
    return Math.max(0, untaken - (this.#ids.size - byThemselves));
  }
}
