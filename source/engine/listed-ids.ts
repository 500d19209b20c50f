import {PortalTrouble} from '../domain/trouble.ts';
import type {CommandResult} from '../portal/batch.ts';
import type {Command} from '../portal/encode.ts';
import {refusalText} from '../portal/faults.ts';
import {PAGE, type Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import {pageCostAfter} from './page-cost.ts';
import {readPage, Strays} from './page-check.ts';
import {isAbsent} from './parts.ts';
import type {Walked, WalkTask} from './walk.ts';

const MOST_PAGES = 50;

/**
 * Records that are named by their ids, asked for fifty at a time and nothing walked. Those that are somebody else's by
 * now, or gone, simply do not come. A row that was not asked for is a portal that dropped the condition: then others
 * would be missing among the fifty, so this is trouble and not left out.
 */
export class ListedIds implements Walked {
  readonly task: WalkTask;
  costMs: number | undefined;
  readonly #name: string;
  readonly #personId: number;
  readonly #ids: readonly number[];
  readonly #strays: Strays;
  /** The first id that was not told yet. */
  #at = 0;

  constructor(task: WalkTask, name: string, personId: number) {
    this.task = task;
    this.#name = name;
    this.#personId = personId;
    const without = new Set(task.scope.without);
    this.#ids = (task.scope.ids ?? []).filter(id => !without.has(id)).sort((a, b) => a - b);
    this.#strays = new Strays(task.type, personId);
  }

  get ended(): boolean {
    return this.#at >= this.#ids.length;
  }

  get wanted(): number {
    return Math.min(MOST_PAGES, Math.ceil((this.#ids.length - this.#at) / PAGE));
  }

  ask(pages: number): Command[] {
    const {type, scope, places, links} = this.task;
    const family = familyOf(type.entityTypeId);
    return Array.from({length: pages}, (_, page) => {
      const asked = {scope, ids: this.#page(page), ...(places && {places}), ...(links && {links})};
      return {...family.page(type, this.#personId, asked, 0), name: `${this.#name}p${page}`};
    });
  }

  learn(results: readonly CommandResult[], at: number, count: number): void {
    this.costMs = pageCostAfter(this.costMs, results, at, count);
  }

  /** @throws PortalTrouble `deviates` for a row that was not asked for */
  take(results: readonly CommandResult[], onRows: (rows: readonly Row[]) => void): {refused: string} | undefined {
    const {type} = this.task;
    let told = 0;
    for (const [page, result] of results.entries()) {
      if (!result.ok) {
        this.#at = this.#ids.length;
        return isAbsent(type, result.fault) ? undefined : {refused: refusalText(result.fault)};
      }
      const asked = new Set(this.#page(page));
      const rows = readPage(type, result.result, 0, this.task);
      const stray = rows.find(({id}) => !asked.has(id));
      if (stray) throw new PortalTrouble('deviates', `${type.key} #${stray.id} was not asked for`);
      if (this.#strays.areAmong(rows, true)) break;
      onRows(rows);
      told += asked.size;
    }
    this.#at += told;
    return undefined;
  }

  #page(page: number): readonly number[] {
    const from = this.#at + page * PAGE;
    return this.#ids.slice(from, from + PAGE);
  }
}
