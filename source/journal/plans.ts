import type {DatabaseSync, StatementSync} from 'node:sqlite';
import * as v from 'valibot';
import type {TypeKey} from '../domain/entity-types.ts';
import {digestOf, type Plan, type PlanKind, type PlannedRecord, type RecordSource, summarise} from '../domain/plan.ts';
import {FilesTrouble} from '../domain/trouble.ts';
import {inJournal, inTransaction} from './database.ts';
import {fromColumns, INTO_RECORDS, RECORD_COLUMNS, toColumns, type RankedRecord} from './plan-rows.ts';

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

/** What is known of a plan once its last record is pinned. */
export type PlanFacts = Pick<Plan, 'pinnedAt' | 'scope' | 'kept' | 'unreadable' | 'edited'> & {
  readonly names?: PlanNames;
};

/** Names for reports, as they were when the plan was pinned: of people, and the portal's own titles of types. Hostile. */
export interface PlanNames {
  readonly people: readonly (readonly [number, string])[];
  readonly types: readonly (readonly [TypeKey, string])[];
}

/** A plan that is being pinned. Nothing of it counts before it is sealed. */
export interface PlanDraft {
  /** @throws FilesTrouble; Error when a record comes twice */
  add(records: readonly RankedRecord[]): void;
  /** Successors of the planned records of one kind, by id. */
  successors(ownerType: number, ids: readonly number[]): Map<number, number>;
  /** Records of one type as they are so far, ids ascending after `afterId`. */
  part(rank: number, afterId: number, limit: number): PlannedRecord[];
  /** Puts records in the place of those with the same type and id. */
  assign(records: readonly RankedRecord[]): void;
  seal(facts: PlanFacts): Plan;
  discard(): void;
}

/** Plans that were pinned and never run are kept this long. */
const KEEP_UNUSED_MS = 30 * 24 * 3_600_000;
const KEEP_DRAFT_MS = 24 * 3_600_000;
const PART = 500;

export function createPlans(database: DatabaseSync, file: string) {
  const guard = <T>(work: () => T): T => inJournal(file, work);

  function recordsOf(plan: number, leaverId: number): RecordSource {
    const sizes = database
      .prepare('SELECT rank, COUNT(*) AS size FROM plan_records WHERE plan = ? GROUP BY rank ORDER BY rank')
      .all(plan) as {rank: number; size: number}[];
    const part = database.prepare(
      `SELECT ${RECORD_COLUMNS} FROM plan_records p WHERE p.plan = ? AND p.rank = ? ORDER BY p.id LIMIT ? OFFSET ?`,
    );
    const length = sizes.reduce((sum, {size}) => sum + size, 0);
    function slice(from: number, to = length): PlannedRecord[] {
      const found: PlannedRecord[] = [];
      let before = 0;
      for (const {rank, size} of sizes) {
        const first = Math.max(from - before, 0);
        const last = Math.min(to - before, size);
        if (first < last)
          found.push(...part.all(plan, rank, last - first, first).map(row => fromColumns(row, leaverId)));
        before += size;
      }
      return found;
    }
    return {
      length,
      slice: (from, to) => guard(() => slice(from, to)),
      *[Symbol.iterator]() {
        for (let from = 0; from < length; from += PART) yield* guard(() => slice(from, from + PART));
      },
    };
  }

  function load(number: number): Plan | undefined {
    return guard(() => {
      const row = database.prepare('SELECT * FROM plans WHERE plan = ? AND sealed = 1').get(number);
      return row === undefined ? undefined : toPlan(row);
    });
  }

  function toPlan(row: unknown): Plan {
    const stored = v.safeParse(planShape, row);
    if (!stored.success) throw new FilesTrouble('broken', file, stored.issues[0]);
    const {
      plan,
      digest,
      kind,
      source_run: sourceRun,
      portal_key: portalKey,
      leaver_id: leaverId,
      pinned_at: pinnedAt,
      facts,
    } = stored.output;
    const {scope, kept, unreadable, edited} = facts as Omit<PlanFacts, 'pinnedAt'>;
    const records = recordsOf(plan, leaverId);
    return {
      digest,
      number: plan,
      kind,
      ...(sourceRun === null ? {} : {sourceRun}),
      portalKey,
      leaverId,
      pinnedAt,
      scope,
      kept,
      ...(unreadable ? {unreadable} : {}),
      ...(edited ? {edited} : {}),
      records,
      summary: summarise(records),
    };
  }

  return {
    load,

    /**
     * The newest plan with this digest, or one whose digest begins so if it is the only one. A retry of all and the undo of
     * an undo do just what a handover did, and share its digest: the handover itself comes first.
     */
    byDigest(digest: string): Plan | undefined {
      return guard(() => {
        const pattern = `${digest.replace(/[^0-9a-f]/g, '?')}%`;
        const rows = database
          .prepare(
            "SELECT * FROM plans WHERE sealed = 1 AND digest LIKE ? ORDER BY kind = 'handover' DESC, pinned_at DESC",
          )
          .all(pattern) as {digest: string}[];
        const [first] = rows;
        return first && rows.every(row => row.digest === first.digest) ? toPlan(first) : undefined;
      });
    },

    /** Starts pinning. Drafts that a dead process left, and old plans that were never run, go. */
    draft(head: PlanHead): PlanDraft {
      return guard(() => {
        const stale = database.prepare(
          'DELETE FROM plans WHERE plan NOT IN (SELECT plan FROM runs) AND ((sealed = 0 AND pinned_at < ?) OR pinned_at < ?)',
        );
        stale.run(head.startedAt - KEEP_DRAFT_MS, head.startedAt - KEEP_UNUSED_MS);
        const insert = database.prepare(
          'INSERT INTO plans (kind, source_run, portal_key, portal_name, leaver_id, leaver_name, pinned_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        );
        const {lastInsertRowid} = insert.run(
          head.kind,
          head.sourceRun ?? null,
          head.portalKey,
          head.portalName,
          head.leaverId,
          head.leaverName,
          head.startedAt,
        );
        return draftOf(Number(lastInsertRowid), head);
      });
    },
  };

  function draftOf(plan: number, head: PlanHead): PlanDraft {
    const insert = database.prepare(`INSERT ${INTO_RECORDS}`);
    const replace = database.prepare(`INSERT OR REPLACE ${INTO_RECORDS}`);
    const part = database.prepare(
      `SELECT ${RECORD_COLUMNS} FROM plan_records p WHERE p.plan = ? AND p.rank = ? AND p.id > ? ORDER BY p.id LIMIT ?`,
    );
    const write = (statement: StatementSync, records: readonly RankedRecord[]): void => {
      inTransaction(database, file, () => {
        for (const record of records) statement.run(...toColumns(plan, head.leaverId, record));
      });
    };
    return {
      add: records => write(insert, records),
      assign: records => write(replace, records),
      part: (rank, afterId, limit) =>
        guard(() => part.all(plan, rank, afterId, limit).map(row => fromColumns(row, head.leaverId))),
      successors(ownerType, ids) {
        return guard(() => {
          const query = database.prepare('SELECT to_id FROM plan_records WHERE plan = ? AND owner_type = ? AND id = ?');
          const found = new Map<number, number>();
          for (const id of ids) {
            const row = query.get(plan, ownerType, id) as {to_id: number} | undefined;
            if (row) found.set(id, row.to_id);
          }
          return found;
        });
      },
      seal({pinnedAt, ...facts}) {
        return guard(() => {
          const ordered = database.prepare(
            `SELECT ${RECORD_COLUMNS} FROM plan_records p WHERE p.plan = ? ORDER BY p.type, p.id`,
          );
          const digest = digestOf(head.portalKey, head.leaverId, read(ordered.iterate(plan), head.leaverId));
          const update = database.prepare(
            'UPDATE plans SET digest = ?, pinned_at = ?, facts = ?, sealed = 1, total = (SELECT COUNT(*) FROM plan_records WHERE plan = ?) WHERE plan = ?',
          );
          update.run(digest, pinnedAt, JSON.stringify(facts), plan, plan);
          const sealed = load(plan);
          if (!sealed) throw new Error(`plan ${plan} is not there after it was sealed`);
          return sealed;
        });
      },
      discard() {
        guard(() => database.prepare('DELETE FROM plans WHERE plan = ?').run(plan));
      },
    };
  }
}

export type Plans = ReturnType<typeof createPlans>;

const planShape = v.object({
  plan: v.number(),
  digest: v.string(),
  kind: v.picklist(['handover', 'retry', 'undo']),
  source_run: v.nullable(v.number()),
  portal_key: v.string(),
  leaver_id: v.number(),
  pinned_at: v.number(),
  facts: v.pipe(v.string(), v.parseJson(), v.looseObject({scope: v.array(v.any()), kept: v.array(v.any())})),
});

function* read(rows: Iterable<unknown>, leaverId: number): Iterable<PlannedRecord> {
  for (const row of rows) yield fromColumns(row, leaverId);
}
