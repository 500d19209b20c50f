import type {EntityType} from '../domain/entity-types.ts';
import type {Misfit, ScopeCheck} from '../domain/scope/fits.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import {PAGE, type Asked, type Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';

/** A page on which records are somebody else's is asked for so many times, as long as they are others each time. */
const MOST_ASKED = 3;

/**
 * The rows of a page.
 *
 * @param after the id behind which it was to begin
 * @throws PortalTrouble `deviates` for rows of another shape or kind, too many of them, or ids that are not in order
 */
export function readPage(type: EntityType, result: unknown, after: number, asked?: Asked): Row[] {
  const rows = familyOf(type.entityTypeId).rows(type, result, asked);
  let last = after;
  for (const {id} of rows) {
    if (id <= last)
      throw new PortalTrouble('deviates', `${type.key} #${id} came after #${last}, though ids were asked for in order`);
    last = id;
  }
  if (rows.length > PAGE) throw new PortalTrouble('deviates', `a page of ${rows.length} ${type.key} records`);
  return rows;
}

/**
 * Whether a row fits the whole scope.
 *
 * @throws PortalTrouble `deviates` for one that does not say what is asked about
 */
export function fits(check: ScopeCheck, type: EntityType, row: Row): boolean {
  if (check.fits(row)) return true;
  const unknown = check.misfits(row).find(({known}) => !known);
  if (!unknown) return false;
  throw new PortalTrouble('deviates', `${type.key} #${row.id} does not say its ${FIELD_WORDS[unknown.condition]}`);
}

const FIELD_WORDS: Readonly<Record<Misfit['condition'], string>> = {
  state: 'state',
  pipeline: 'pipeline',
  stage: 'stage',
  created: 'date of creation',
  changed: 'date of change',
  ids: 'id',
  without: 'id',
};

/**
 * Records of somebody else on the pages of one list. A list reads ids first and rows second (fact sheet section 6), so
 * one that has just changed hands may be among them: the page is asked for again, and then it is not. On a portal that
 * dropped the condition it still is.
 */
export class Strays {
  readonly #type: EntityType;
  readonly #personId: number;
  #ids: number[] = [];
  #pages = 0;

  constructor(type: EntityType, personId: number) {
    this.#type = type;
    this.#personId = personId;
  }

  /**
   * Whether a page has to be asked for again.
   *
   * @param last nothing stands between this page and the question: it has the last word
   * @throws PortalTrouble `deviates` when the portal stays by it
   */
  areAmong(rows: readonly Row[], last: boolean): boolean {
    const strays = rows.filter(row => row.responsibleId !== this.#personId);
    const [first] = strays;
    if (!first) {
      if (last) [this.#ids, this.#pages] = [[], 0];
      return false;
    }
    this.#pages += 1;
    if (last && (this.#pages > MOST_ASKED || strays.some(({id}) => this.#ids.includes(id)))) {
      throw new PortalTrouble(
        'deviates',
        `${this.#type.key} #${first.id} belongs to user ${first.responsibleId}, though user ${this.#personId} was asked for`,
      );
    }
    this.#ids.push(...strays.map(({id}) => id));
    return true;
  }
}
