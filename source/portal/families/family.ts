import type {EntityType} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {Link} from '../../domain/rules/rule.ts';
import type {StateChoice} from '../../domain/scope.ts';
import type {TypeScope} from '../../domain/scope/type-scope.ts';
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
  /** What conditions look at: there as far as the list was asked for it. */
  readonly pipeline?: number;
  readonly stage?: string;
  /** Milliseconds since 1970. */
  readonly createdAt?: number;
  readonly changedAt?: number;
  readonly links?: readonly Link[];
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

/** What is asked of a list besides whose records it is to show. */
export interface Asked {
  readonly scope: TypeScope;
  /** Some of the scope's ids, a page of them where rows are asked for. */
  readonly ids?: readonly number[];
  /** Part of a title. */
  readonly search?: string;
  /** Where each record stands is read too. */
  readonly places?: boolean;
  /** Links of each record are read too, those to records of these types. */
  readonly links?: readonly number[];
}

/** Whose records are counted: one person's, or those of any of several (never of none). */
export type Whose = number | readonly number[];

/** How one family of records is asked for and written. Builds commands and reads answers; sends nothing. */
export interface Family {
  /**
   * A list call whose `total` is the number of the records of that person or group; undefined where it cannot be asked for.
   * A scope besides narrows it by all its conditions but its own state.
   */
  count(type: EntityType, whose: Whose, which: StateChoice, asked?: Asked): Command | undefined;
  /** The first records of the same kind, whoever they belong to. */
  sample(type: EntityType, which: StateChoice): Command | undefined;
  /**
   * The next page of a walk by id. May hold records of other states than asked for, and of a day more on either side of
   * dates: the caller holds each against the scope.
   */
  page(type: EntityType, responsibleId: number, asked: Asked, afterId: number | Reference): Command;
  /** Records of which state `page` lists when asked for this one. */
  listed(type: EntityType, state: StateChoice): StateChoice;
  /** Where in a page's result the id of the row at this position stands. */
  idPath(position: number): readonly (string | number)[];
  /** @param asked what the page was asked by, where links are wanted */
  rows(type: EntityType, result: unknown, asked?: Asked): Row[];
  /** Reads up to 50 records by id, whoever they belong to. */
  byIds(entityTypeId: number, ids: readonly number[]): Command;
  /** Reads one record by id, past every list. Refused where there is none (fact sheet sections 9 to 11). */
  one(entityTypeId: number, id: number): Command;
  standings(result: unknown): Map<number, Standing>;
  /** The same of the answer to `one`. */
  standingsOfOne(result: unknown): Map<number, Standing>;
  /** The write that gives a record to its successor. Safe to send twice. */
  update(entityTypeId: number, record: PlannedRecord, standing: Standing | undefined): Command;
}

/** The condition on the responsible person: `@` is the operator for lists in both families of lists (fact sheet section 6). */
export function belongsTo(field: string, whose: Whose): Params {
  if (typeof whose === 'number') return {[field]: whose};
  return {[`@${field}`]: whose};
}
