/**
 * The journal's tables, one migration a version. Never edited once released: a change is a new entry at the end.
 * Times are milliseconds since 1970, ids the portal's, texts as the portal sent them. No secret has a column.
 *
 * - `plans`: what was pinned, with counts and scope as JSON. `sealed` 0 while it is being pinned.
 * - `plan_records`: each record of a plan. `rank` orders the types of a plan as they are run.
 * - `runs`: each execution of a plan; `ended_at` is null while it works and after it died.
 * - `outcomes`: of each record that was tried: the intent (before the request) and what came of it.
 * - `openings`: each time an account was opened by us.
 * - `costs`: what one write of a kind (method and type) costs on a portal, in milliseconds, as the last run that wrote it learned.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE plans (
    plan INTEGER PRIMARY KEY,
    digest TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    source_run INTEGER,
    portal_key TEXT NOT NULL,
    portal_name TEXT NOT NULL,
    leaver_id INTEGER NOT NULL,
    leaver_name TEXT NOT NULL,
    pinned_at INTEGER NOT NULL,
    sealed INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    facts TEXT NOT NULL DEFAULT '{}'
  );
  CREATE INDEX plans_digest ON plans (digest, pinned_at);
  CREATE TABLE plan_records (
    plan INTEGER NOT NULL REFERENCES plans ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    id INTEGER NOT NULL,
    type TEXT NOT NULL,
    owner_type INTEGER NOT NULL,
    title TEXT NOT NULL,
    closed INTEGER NOT NULL,
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    via_task INTEGER NOT NULL,
    stamp TEXT,
    activity TEXT,
    unmovable TEXT,
    PRIMARY KEY (plan, rank, id)
  ) WITHOUT ROWID;
  CREATE INDEX plan_owners ON plan_records (plan, owner_type, id);
  CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    plan INTEGER NOT NULL REFERENCES plans,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    stopped TEXT,
    report TEXT,
    forgotten INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE outcomes (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    id INTEGER NOT NULL,
    outcome TEXT,
    reason TEXT,
    why TEXT,
    now_with INTEGER,
    at INTEGER NOT NULL,
    stamp TEXT,
    PRIMARY KEY (run, rank, id)
  ) WITHOUT ROWID;
  CREATE INDEX outcomes_by_kind ON outcomes (run, outcome);
  CREATE TABLE openings (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    opened_at INTEGER NOT NULL,
    shut_at INTEGER,
    PRIMARY KEY (run, opened_at)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE costs (
    portal_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    ms REAL NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (portal_key, kind)
  ) WITHOUT ROWID;
  `,
];

/** The oldest version in which those who only look find all they ask for: what came later is not asked, or may be missing. */
export const READABLE_VERSION = 1;

export const SCHEMA_VERSION = MIGRATIONS.length;
