import type {EntityType} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {StateChoice} from '../../domain/scope.ts';
import type {Command, Params, Reference} from '../encode.ts';

/** A page of every list has at most this many rows (fact sheet section 6). */
export const PAGE = 50;

/** One record as a list shows it, normalised. */
export interface Row {
  readonly id: number;
  readonly responsibleId: number;
  /** Hostile text; empty where the record has none. */
  readonly title: string;
  readonly closed: boolean;
  readonly activity?: ActivityRow;
}

/** What a list says of an activity beyond the rest. */
export interface ActivityRow {
  readonly ownerTypeId: number;
  readonly ownerId: number;
  readonly provider: string;
  /** The task behind an activity of the kind task, else 0. */
  readonly taskId: number;
  /** Place of a meeting or call, as it stands now. */
  readonly location: string;
}

/** Whose a record is now, and what its write needs to know afresh. */
export interface Standing {
  readonly responsibleId: number;
  /** When and by whom the record was last changed, as the portal says it: compared as text, never read. */
  readonly stamp?: string;
  readonly location?: string;
}

/** Whose records are counted: one person's, or those of any of several (never of none). */
export type Whose = number | readonly number[];

/** How one family of records is asked for and written. Builds commands and reads answers; sends nothing. */
export interface Family {
  /** A list call whose `total` is the number of the records of that person or group; undefined where it cannot be asked for. */
  count(type: EntityType, whose: Whose, which: StateChoice): Command | undefined;
  /** The first records of the same kind, whoever they belong to. */
  sample(type: EntityType, which: StateChoice): Command | undefined;
  /** The next page of a walk by id. May hold records of other states than asked for: the caller drops them. */
  page(type: EntityType, responsibleId: number, state: StateChoice, afterId: number | Reference): Command;
  /** Records of which state `page` lists when asked for this one. */
  listed(type: EntityType, state: StateChoice): StateChoice;
  /** Where in a page's result the id of the row at this position stands. */
  idPath(position: number): readonly (string | number)[];
  rows(type: EntityType, result: unknown): Row[];
  /** Reads up to 50 records by id, whoever they belong to. */
  byIds(entityTypeId: number, ids: readonly number[]): Command;
  /** Reads one record by id, past every list. Refused where there is none (fact sheet sections 9 to 11). */
  one(entityTypeId: number, id: number): Command;
  standings(result: unknown): Map<number, Standing>;
  /** The write that gives a record to its successor. Safe to send twice. */
  update(entityTypeId: number, record: PlannedRecord, standing: Standing | undefined): Command;
}

/** The condition on the responsible person: `@` is the operator for lists in both families of lists (fact sheet section 6). */
export function belongsTo(field: string, whose: Whose): Params {
  if (typeof whose === 'number') return {[field]: whose};
  return {[`@${field}`]: whose};
}
