import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {TYPE_IDS} from '../domain/entity-types.ts';
import {digestOf, type Plan, type PlanKind, type PlannedRecord} from '../domain/plan.ts';
import {inJournal, inTransaction} from './database.ts';
import {factsToJson, type PlanFacts} from './plan-facts.ts';
import {recordsOf} from './plan-records.ts';
import {
  asLists,
  fromColumns,
  INTO_RECORDS,
  MARK_WITH_TASK,
  RECORD_COLUMNS,
  toColumns,
  type RankedRecord,
} from './plan-rows.ts';

/** What a plan is about, known before its first record. */
export interface PlanHead {
  readonly kind: PlanKind;
  readonly sourceRun?: number;
  readonly portalKey: string;
  readonly portalName: string;
  readonly leaverId: number;
  /** Hostile text from the portal. */
  readonly leaverName: string;
  readonly startedAt: number;
}

/** A plan that is being pinned. Nothing of it counts before it is sealed. */
export interface PlanDraft {
  /**
   * Takes records in. They are written many at a time, at the latest before anything of the draft is read or sealed.
   *
   * @throws FilesTrouble; Error when a record comes twice; either may be about records of an earlier call
   */
  add(records: readonly RankedRecord[]): void;
  /** Successors of the planned records of one kind, by id. */
  successors(ownerType: number, ids: readonly number[]): Map<number, number>;
  /** Records of one type as they are so far, ids ascending after `afterId`. */
  part(rank: number, afterId: number, limit: number): PlannedRecord[];
  /** Puts records in the place of those with the same type and id. */
  assign(records: readonly RankedRecord[]): void;
  /** Gives records of one type to people, and leaves all else as it is. */
  give(rank: number, records: readonly {readonly id: number; readonly to: number}[]): void;
  /** Takes records out again. */
  remove(rank: number, ids: readonly number[]): void;
  seal(facts: PlanFacts): Plan;
  discard(): void;
}

/**
 * Records per commit. A page of a list has 50, and each commit waits for the disk; what is not written yet when the
 * process dies is no loss, since a draft is worth nothing before it is sealed.
 */
const COMMIT = 1000;

/** @param load reads a sealed plan back */
export function createDraft(
  database: DatabaseSync,
  file: string,
  plan: number,
  head: PlanHead,
  load: (plan: number) => Plan | undefined,
): PlanDraft {
  const guard = <T>(work: () => T): T => inJournal(file, work);
  const insert = database.prepare(`INSERT ${INTO_RECORDS}`);
  const replace = database.prepare(`INSERT OR REPLACE ${INTO_RECORDS}`);
  const part = asLists(
    database.prepare(
      `SELECT ${RECORD_COLUMNS} FROM plan_records p WHERE p.plan = ? AND p.rank = ? AND p.id > ? ORDER BY p.id LIMIT ?`,
    ),
  );
  // Left to choose, SQLite reads the whole plan for each record instead of the index that is there for this.
  const successor = asLists(
    database.prepare(
      'SELECT to_id FROM plan_records INDEXED BY plan_owners WHERE plan = ? AND owner_type = ? AND id = ?',
    ),
  );
  let waiting: RankedRecord[] = [];

  function write(statement: StatementSync, records: readonly RankedRecord[]): void {
    inTransaction(database, file, () => {
      for (const record of records) statement.run(...toColumns(plan, head.leaverId, record));
    });
  }

  function writeOut(): void {
    const records = waiting;
    waiting = [];
    if (records.length > 0) write(insert, records);
  }

  return {
    add(records) {
      waiting.push(...records);
      if (waiting.length >= COMMIT) writeOut();
    },
    assign(records) {
      writeOut();
      write(replace, records);
    },
    give(rank, records) {
      writeOut();
      const update = database.prepare('UPDATE plan_records SET to_id = ? WHERE plan = ? AND rank = ? AND id = ?');
      inTransaction(database, file, () => {
        for (const {id, to} of records) update.run(to, plan, rank, id);
      });
    },
    part(rank, afterId, limit) {
      writeOut();
      return guard(() => part.all(plan, rank, afterId, limit).map(row => fromColumns(row, head.leaverId)));
    },
    successors(ownerType, ids) {
      writeOut();
      return guard(() => {
        const found = new Map<number, number>();
        for (const id of ids) {
          const [to] = Object.values(successor.get(plan, ownerType, id) ?? {});
          if (typeof to === 'number') found.set(id, to);
        }
        return found;
      });
    },
    remove(rank, ids) {
      writeOut();
      const remove = database.prepare('DELETE FROM plan_records WHERE plan = ? AND rank = ? AND id = ?');
      inTransaction(database, file, () => {
        for (const id of ids) remove.run(plan, rank, id);
      });
    },
    seal({pinnedAt, ...facts}) {
      writeOut();
      return guard(() => {
        database.prepare(MARK_WITH_TASK).run(plan, TYPE_IDS.task);
        const {length, byTypeName} = recordsOf(database, file, plan, head.leaverId);
        const digest = digestOf(head.portalKey, head.leaverId, byTypeName());
        const update = database.prepare(
          'UPDATE plans SET digest = ?, pinned_at = ?, facts = ?, sealed = 1, total = ? WHERE plan = ?',
        );
        update.run(digest, pinnedAt, factsToJson(facts), length, plan);
        const sealed = load(plan);
        if (!sealed) throw new Error(`plan ${plan} is not there after it was sealed`);
        return sealed;
      });
    },
    discard() {
      waiting = [];
      guard(() => database.prepare('DELETE FROM plans WHERE plan = ?').run(plan));
    },
  };
}
