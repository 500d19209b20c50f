import {SAME_BEGINNING, chainOf} from '../domain/page-plan.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import type {CommandResult} from '../portal/batch.ts';
import {Reference, type Command} from '../portal/encode.ts';
import {refusalText} from '../portal/faults.ts';
import {PAGE, type Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import {isAbsent} from './parts.ts';
import {pageCostAfter} from './page-cost.ts';
import {readPage, Strays} from './page-check.ts';
import type {ReferenceTrust} from './references.ts';
import type {Walked, WalkTask} from './walk.ts';

const MOST_PAGES = 50;

/**
 * One list on its way through a walk: what it asks for next, and what it makes of the answers. The first page of each
 * request begins behind an id that was read, and has the last word; those after it begin behind a row of the page before,
 * by reference, and count only as far as each shows that row's neighbour.
 */
export class WalkedList implements Walked {
  readonly task: WalkTask;
  costMs: number | undefined;
  /** Whether nothing is left to ask. */
  ended = false;
  readonly #name: string;
  readonly #personId: number;
  readonly #trust: ReferenceTrust;
  readonly #method: string;
  /** The last id that was read. */
  #after = 0;
  #seen = 0;
  #allowance = 1;
  /** The last pages did not go on to a full one: what comes next is asked for by itself, without building on it. */
  #careful = false;
  /** Positions in each page of this request behind which the next one begins. */
  #chain: readonly number[] = [];
  readonly #strays: Strays;

  constructor(task: WalkTask, name: string, personId: number, trust: ReferenceTrust) {
    this.task = task;
    this.#name = name;
    this.#personId = personId;
    this.#trust = trust;
    this.#strays = new Strays(task.type, personId);
    this.#method = this.#page(0).method;
  }

  get wanted(): number {
    return this.#links().length + 1;
  }

  /** How many rows it has shown. */
  get seen(): number {
    return this.#seen;
  }

  /** The next pages, at most so many. */
  ask(pages: number): Command[] {
    this.#chain = this.#links().slice(0, pages - 1);
    const {idPath} = familyOf(this.task.type.entityTypeId);
    let from: number | Reference = this.#after;
    return [undefined, ...this.#chain].map((position, page) => {
      if (position !== undefined && position !== SAME_BEGINNING)
        from = new Reference(this.#nameOf(page - 1), idPath(position));
      return {...this.#page(from), name: this.#nameOf(page)};
    });
  }

  /**
   * Learns what a page costs from the moments at which the commands of a request were finished (trap 34).
   *
   * @param at where this list's commands begin among the results
   */
  learn(results: readonly CommandResult[], at: number, count: number): void {
    this.costMs = pageCostAfter(this.costMs, results, at, count);
  }

  /**
   * Takes the pages that were asked for, as far as they fit each other.
   *
   * @param onRows told the rows of each page that were not told before
   * @returns why the list was refused, if it was
   * @throws PortalTrouble `deviates` for a page that does not answer the question, though it was asked without a reference
   */
  take(results: readonly CommandResult[], onRows: (rows: readonly Row[]) => void): {refused: string} | undefined {
    const allowance = this.#allowance;
    [this.#careful, this.#allowance] = [true, 1];
    let before: readonly Row[] = [];
    let cursor: number | undefined = this.#after;
    for (let page = 0; page < results.length; page += 1) {
      const result = results[page];
      const position = this.#chain[page - 1];
      if (position !== undefined && position !== SAME_BEGINNING) cursor = before[position]?.id;
      // The page before is shorter than it was thought to be: this one was asked for with no id (section 4).
      const known = before[(position ?? 0) + 1];
      if (cursor === undefined || (page > 0 && !known)) return undefined;
      if (!result?.ok && page === 0) return this.#refuse(result);
      const rows = page === 0 ? this.#read(result, cursor) : this.#readChained(result, cursor, known);
      if (rows === undefined) return undefined;
      if (this.#strays.areAmong(rows, page === 0)) {
        this.#careful = false;
        return undefined;
      }
      const fresh = rows.filter(({id}) => id > this.#after);
      if (page === 0 || fresh.length > 0) onRows(fresh);
      this.#seen += fresh.length;
      this.#after = fresh.at(-1)?.id ?? this.#after;
      if (fresh.length === 0 && rows.length < PAGE) {
        this.ended = true;
        return undefined;
      }
      before = rows;
    }
    if (before.length === PAGE) [this.#careful, this.#allowance] = [false, Math.min(MOST_PAGES, allowance * 2)];
    return undefined;
  }

  #refuse(result: CommandResult | undefined): {refused: string} | undefined {
    this.ended = true;
    if (!result || result.ok) return {refused: 'no answer'};
    return isAbsent(this.task.type, result.fault) ? undefined : {refused: refusalText(result.fault)};
  }

  #links(): number[] {
    if (this.#careful || !this.#trust.allows(this.#method)) return [];
    const {expected} = this.task;
    return chainOf(expected === undefined ? undefined : expected - this.#seen, this.#allowance, PAGE);
  }

  #page(after: number | Reference): Command {
    const {type} = this.task;
    return familyOf(type.entityTypeId).page(type, this.#personId, this.task, after);
  }

  #nameOf(page: number): string {
    return `${this.#name}p${page}`;
  }

  /** A page that begins behind a reference, if it does begin there; then it shows a row that is known. */
  #readChained(result: CommandResult | undefined, cursor: number, known: Row | undefined): Row[] | undefined {
    try {
      const rows = result?.ok ? this.#read(result, cursor) : [];
      const isNext = rows[0] !== undefined && rows[0].id === known?.id;
      this.#trust[isNext ? 'worked' : 'failed'](this.#method);
      return isNext ? rows : undefined;
    } catch (error) {
      if (!(error instanceof PortalTrouble) || error.problem !== 'deviates') throw error;
      this.#trust.failed(this.#method);
      return undefined;
    }
  }

  #read(result: CommandResult | undefined, cursor: number): Row[] {
    return result?.ok ? readPage(this.task.type, result.result, cursor, this.task) : [];
  }
}
