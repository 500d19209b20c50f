import type {EntityType} from '../domain/entity-types.ts';
import {sharePages} from '../domain/page-plan.ts';
import {inState, type StateChoice} from '../domain/scope.ts';
import type {CallOptions, Client} from '../portal/client.ts';
import type {Row} from '../portal/families/family.ts';
import {ReferenceTrust} from './references.ts';
import {WalkedList} from './walked-list.ts';

/** One list to walk to its end. */
export interface WalkTask {
  readonly type: EntityType;
  readonly state: StateChoice;
  /**
   * Records the list held a moment ago, where somebody counted: so many pages are asked for at once. Without it, or
   * where it is wrong, a list is asked for 1, 2, 4 … pages.
   */
  readonly expected?: number;
}

/** A list that was refused; what was told of it before is not the whole. */
export interface RefusedWalk {
  readonly type: EntityType;
  readonly reason: string;
}

/**
 * Walks lists by id until each is at its end, as many pages in a request as the portal takes: the pages of a list are
 * chained by references, all lists share the request. Every row is held against the question before anybody builds on
 * it: a portal that drops a condition answers with everybody's records (traps 2, 3, 6, 7). Nothing is kept: rows are
 * handed on page by page, ids ascending within each type.
 *
 * A list is at its end where nothing is behind its last row: a page that is not full, but not empty, is not taken for
 * that. So a walk of lists that hold nothing is one request.
 *
 * @param onPage told the rows of each page that are in the state asked for
 * @returns the lists that were refused
 * @throws PortalTrouble `deviates` for a row that does not fit, also when asked again, a row that came before, or an
 *   order that is not by id
 */
export async function walk(
  client: Client,
  responsibleId: number,
  tasks: readonly WalkTask[],
  onPage: (type: EntityType, rows: readonly Row[]) => void,
  options: CallOptions,
): Promise<RefusedWalk[]> {
  const refused: RefusedWalk[] = [];
  const trust = new ReferenceTrust();
  let open = tasks.map((task, index) => new WalkedList(task, `l${index}`, responsibleId, trust));
  while (open.length > 0) {
    const shares = sharePages(open);
    const asked = open.flatMap((list, index) => {
      const pages = shares[index] ?? 0;
      return pages === 0 ? [] : [{list, commands: list.ask(pages)}];
    });
    const results = await client.readMany(
      asked.flatMap(({commands}) => commands),
      options,
    );
    let at = 0;
    for (const {list, commands} of asked) {
      const {type, state} = list.task;
      list.learn(results, at, commands.length);
      const end = list.take(results.slice(at, at + commands.length), rows => {
        onPage(
          type,
          rows.filter(row => inState(state, row.closed)),
        );
      });
      at += commands.length;
      if (end?.refused !== undefined) refused.push({type, reason: end.refused});
    }
    trust.settle();
    open = open.filter(list => !list.ended);
  }
  return refused;
}
