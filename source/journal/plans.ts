import type {DatabaseSync, StatementSync} from 'node:sqlite';
import * as v from 'valibot';
import {type Plan, summarise} from '../domain/plan.ts';
import {FilesTrouble} from '../domain/trouble.ts';
import {inJournal} from './database.ts';
import {createDraft, type PlanDraft, type PlanHead} from './plan-draft.ts';
import {factsOf} from './plan-facts.ts';
import {recordsOf} from './plan-records.ts';

export type {PlanDraft, PlanHead} from './plan-draft.ts';
export type {PlanFacts, PlanNames} from './plan-facts.ts';

/** Plans that were pinned and never run are kept this long. */
const KEEP_UNUSED_MS = 30 * 24 * 3_600_000;
const HOLDING = 'SELECT 1 FROM plan_records INDEXED BY plan_owners WHERE plan = ? AND owner_type = ? AND id = ?';
const KEEP_DRAFT_MS = 24 * 3_600_000;

export function createPlans(database: DatabaseSync, file: string) {
  const guard = <T>(work: () => T): T => inJournal(file, work);
  /** Asked for each row of a recount, so prepared once. */
  let holding: StatementSync | undefined;

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
    const {scope, kept, unreadable, partlySeen, behind, edited, rules, holds, hidden} = factsOf(facts);
    const records = recordsOf(database, file, plan, leaverId);
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
      ...(partlySeen ? {partlySeen} : {}),
      ...(behind ? {behind} : {}),
      ...(edited ? {edited} : {}),
      ...(rules ? {rules} : {}),
      ...(holds ? {holds} : {}),
      ...(hidden ? {hidden} : {}),
      records,
      summary: summarise(records),
    };
  }

  return {
    load,

    /** The plans of the runs that a plan goes back to, the nearest first. */
    before(plan: number): number[] {
      const query = 'SELECT r.plan FROM plans p JOIN runs r ON r.run = p.source_run WHERE p.plan = ?';
      return guard(() => {
        const found: number[] = [];
        const step = database.prepare(query);
        for (let at = step.get(plan) as {plan: number} | undefined; at; at = step.get(at.plan) as typeof at)
          found.push(at.plan);
        return found;
      });
    },

    /** Whether a plan has this record. @param ownerType entityTypeId of its type */
    holds(plan: number, ownerType: number, id: number): boolean {
      return guard(() => (holding ??= database.prepare(HOLDING)).get(plan, ownerType, id) !== undefined);
    },

    /**
     * Whom records of one kind were planned for in a run, where that still holds: not for those that are gone or somebody
     * else's by now.
     */
    heirs(run: number, ownerType: number, ids: readonly number[]): Map<number, number> {
      const query = `SELECT p.to_id AS heir FROM runs r JOIN plan_records p ON p.plan = r.plan
        LEFT JOIN outcomes o ON o.run = r.run AND o.rank = p.rank AND o.id = p.id
        WHERE r.run = ? AND p.owner_type = ? AND p.id = ? AND COALESCE(o.outcome, '') NOT IN ('gone', 'changed-hands')`;
      return guard(() => {
        const find = database.prepare(query);
        const found = new Map<number, number>();
        for (const id of ids) {
          const row = find.get(run, ownerType, id) as {heir: number} | undefined;
          if (row) found.set(id, row.heir);
        }
        return found;
      });
    },

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
        return createDraft(database, file, Number(lastInsertRowid), head, load);
      });
    },
  };
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
