import type {EntityType} from '../domain/entity-types.ts';
import {sharePages, type OpenList} from '../domain/page-plan.ts';
import {checkOf} from '../domain/scope/fits.ts';
import type {TypeScope} from '../domain/scope/type-scope.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {CallOptions, Client} from '../portal/client.ts';
import type {Command} from '../portal/encode.ts';
import type {Row} from '../portal/families/family.ts';
import {ListedIds} from './listed-ids.ts';
import {fits} from './page-check.ts';
import {ReferenceTrust} from './references.ts';
import {WalkedList} from './walked-list.ts';

/** One list to walk to its end. */
export interface WalkTask {
  readonly type: EntityType;
  readonly scope: TypeScope;
  /** Read where each record stands, for a table of rules. */
  readonly places?: boolean;
  /** Read links to records of these types, for clients that stay together. */
  readonly links?: readonly number[];
  /**
   * Records the list held a moment ago, where somebody counted: so many pages are asked for at once. Without it, or
   * where it is wrong, a list is asked for 1, 2, 4 … pages.
   */
  readonly expected?: number;
}

/** One list on its way through a walk. */
export interface Walked extends OpenList {
  readonly task: WalkTask;
  readonly ended: boolean;
  /** How many rows it has shown, of every state; missing where records are asked for by their ids. */
  readonly seen?: number;
  ask(pages: number): Command[];
  learn(results: readonly CommandResult[], at: number, count: number): void;
  take(results: readonly CommandResult[], onRows: (rows: readonly Row[]) => void): {refused: string} | undefined;
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
 * A row of somebody else is a portal that dropped its condition. A row of the leaver that does not fit the rest of the
 * scope is left out, whether the portal dropped a condition or the record has just changed: the result is the same, and
 * exact. A row that does not say what is asked about can be neither.
 *
 * @param onPage told the rows of each page that fit the whole scope
 * @param onEnd told how many rows a list showed in all, of every state, when it is at its end
 * @returns the lists that were refused
 * @throws PortalTrouble `deviates` for a row of somebody else, also when asked again, a row that came before, an order
 *   that is not by id, or a row that does not say what the scope asks about
 */
export async function walk(
  client: Client,
  responsibleId: number,
  tasks: readonly WalkTask[],
  onPage: (type: EntityType, rows: readonly Row[]) => void,
  options: CallOptions,
  onEnd: (task: WalkTask, seen: number) => void = () => {},
): Promise<RefusedWalk[]> {
  const refused: RefusedWalk[] = [];
  const trust = new ReferenceTrust();
  let open: Walked[] = tasks.map((task, index) =>
    task.scope.ids
      ? new ListedIds(task, `l${index}`, responsibleId)
      : new WalkedList(task, `l${index}`, responsibleId, trust),
  );
  open = open.filter(list => !list.ended);
  const checks = new Map(tasks.map(task => [task, checkOf(task.scope)]));
  while (open.length > 0) {
    const shares = sharePages(open, client.pace.mostReads());
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
      const {type} = list.task;
      list.learn(results, at, commands.length);
      const end = list.take(results.slice(at, at + commands.length), rows => {
        const check = checks.get(list.task);
        onPage(
          type,
          rows.filter(row => check && fits(check, type, row)),
        );
      });
      at += commands.length;
      if (end?.refused !== undefined) refused.push({type, reason: end.refused});
      else if (list.ended && list.seen !== undefined) onEnd(list.task, list.seen);
    }
    trust.settle();
    open = open.filter(list => !list.ended);
  }
  return refused;
}
