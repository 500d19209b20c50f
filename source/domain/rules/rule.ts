import type {EntityType, TypeKey} from '../entity-types.ts';

// People are known by their ids, `P` a number; as they are asked for, before anybody was looked up, by an id or an e-mail
// address as written.

/** All to one person. */
export interface ToPerson<P = number> {
  readonly kind: 'person';
  readonly to: P;
}

/** One after the other, in the order of this list, which starts anew behind its end. */
export interface ByTurns<P = number> {
  readonly kind: 'turns';
  readonly among: readonly P[];
}

/** Each to whoever then holds the fewest open records, counting what they hold now and what they have been given. */
export interface Balanced<P = number> {
  readonly kind: 'balanced';
  readonly among: readonly P[];
}

/** A rule that looks at no record. */
export type ShareRule<P = number> = ToPerson<P> | ByTurns<P> | Balanced<P>;

/** One row of a table: records in any of these pipelines and, where both are named, in any of these stages. */
export interface TableRow<P = number> {
  readonly pipelines?: readonly number[];
  readonly stages?: readonly string[];
  readonly to: P;
}

/** By pipeline and stage: the first row that a record fits, else `otherwise`; without one the record has no successor. */
export interface TableRule<P = number> {
  readonly kind: 'table';
  readonly rows: readonly TableRow<P>[];
  readonly otherwise?: ShareRule<P>;
}

/** As a file says, record by record; those that it does not name, or names without a successor, go by `otherwise`. */
export interface FileRule<P = number> {
  readonly kind: 'file';
  readonly successors: ReadonlyMap<number, P>;
  readonly otherwise?: ShareRule<P> | TableRule<P>;
}

/** How the records of one type are divided. */
export type Rule<P = number> = ShareRule<P> | TableRule<P> | FileRule<P>;

/**
 * A client stays together: all records of these types that belong to one client go to one person. Types that are not in
 * scope are passed over. None of them has a rule of its own: that would part clients.
 */
export interface Together<P = number> {
  readonly types: ReadonlySet<TypeKey>;
  readonly share: ByTurns<P> | Balanced<P>;
}

/** Who gets what, as it is asked for. */
export interface PlanRules<P = number> {
  /** For types without a rule of their own. Turns go on from one type to the next. */
  readonly general?: ShareRule<P>;
  readonly perType: ReadonlyMap<TypeKey, Rule<P>>;
  readonly together?: Together<P>;
}

/** The same with what it is asked of. */
export interface Rules extends PlanRules {
  readonly leaverId: number;
  /** The types in scope, in the order in which they are run; it is the order in which turns are taken. */
  readonly types: readonly Pick<EntityType, 'key' | 'entityTypeId'>[];
  /** How many open records each successor of a balanced rule holds now. */
  readonly holds?: ReadonlyMap<number, number>;
}

/** Another record, the way the portal names it in links. */
export interface Link {
  readonly entityTypeId: number;
  readonly id: number;
}

/** What of a record the rules look at. */
export interface RuleRow {
  readonly id: number;
  readonly closed: boolean;
  readonly pipeline?: number;
  readonly stage?: string;
  /**
   * Of a type that stays together with its client: its company and contacts, its lead, estimate and parents (fact sheet
   * section 8: companyId, contactId, contactIds, leadId, quoteId, dealId, parentId2 …). Never the own company of an
   * invoice or estimate (mycompanyId), which is the same for every client.
   */
  readonly links?: readonly Link[];
  /** Of an activity: the record it belongs to. Where that is in scope, the activity goes where it goes. */
  readonly follows?: Link;
  /** Of an activity whose record is another active person's (`followRecord`): that person. */
  readonly toOther?: number;
}

/** Why a record has no successor. */
export type NoSuccessor =
  /** Neither its type nor everything has a rule. */
  | 'no-rule'
  /** No row of the table fits, and nothing is said of the rest. */
  | 'no-row'
  /** A table asks about a pipeline or stage that could not be read. */
  | 'unreadable'
  /** The file names no successor for it, and nothing is said of the rest. */
  | 'not-in-file';

/** Why somebody gets a record. */
export type Reason =
  | 'rule'
  | 'file'
  /** Its client's other records go there. */
  | 'client'
  /** The record it belongs to goes there. */
  | 'follows'
  /** The record it belongs to is that person's already. */
  | 'other';
