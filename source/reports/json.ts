import {countFresh, countLeft} from '../domain/outcomes.ts';
import {takenOf} from '../domain/scope/type-scope.ts';
import {endOf} from './facts.ts';
import {jsonText} from './json-text.ts';
import {linkTo} from '../domain/links.ts';
import type {ReportedRow, ReportedRun, ReportSource} from './source.ts';
import {isoTime} from './time.ts';

/** The number of the form below; raised when a key changes its meaning or goes. */
export const REPORT_SCHEMA = 1;

/**
 * The whole run as one JSON object, a record at a time:
 *
 * `{schema, report: "b24-handover", run, kind: "handover" | "retry" | "undo", sourceRun, plan, portal: {key, name},
 * leaver: {id, name}, state: "running" | "unfinished" | "ended", stopped, startedAt, endedAt, planned, counts: {moved,
 * alreadyThere, gone, changedHands, failed, notTried}, left, new, newPlan, kept, keptByType: [{type, records, taken}],
 * behind: {found: [{kind, count, types?, names?}], unread: [{kind, why}]} or null, account:
 * {openings: [{from, to}], end}, forgotten, people: {ID: name}, types: {TYPE: title}, records: [{type, id, title,
 * closed, from, to, outcome, why, reason, nowWith, at, link}]}`
 *
 * Times are ISO 8601 in UTC. What is not known or does not apply is null. `left` and `new` are numbers of the proof,
 * `newPlan` is the digest of the plan that was pinned of what is new.
 * `outcome` is one of moved, already-there, gone, changed-hands, failed, not-tried; of an undo "moved" means put back,
 * and a record that stays because it was edited since is not-tried with the why "edited-since". `reason` holds the
 * portal's own words, `title` the true title.
 */
export function* jsonReport({run, rows}: ReportSource): Generator<string> {
  const head = jsonText(headOf(run));
  yield `${head.slice(0, -1)},"records":[`;
  let separator = '\n';
  for (const row of rows()) {
    yield separator + jsonText(recordOf(run, row));
    separator = ',\n';
  }
  yield '\n]}\n';
}

function headOf(run: ReportedRun): object {
  const end = endOf(run);
  const {counts} = run;
  const scope = new Map(run.scope);
  return {
    schema: REPORT_SCHEMA,
    report: 'b24-handover',
    run: run.run,
    kind: run.kind,
    sourceRun: run.sourceRun ?? null,
    plan: run.digest,
    portal: {key: run.portalKey, name: run.portalName},
    leaver: {id: run.leaverId, name: run.leaverName || null},
    state: run.state,
    stopped: run.stopped ?? null,
    startedAt: isoTime(run.startedAt),
    endedAt: run.endedAt === undefined ? null : isoTime(run.endedAt),
    planned: run.planned,
    counts: {
      moved: counts.moved,
      alreadyThere: counts['already-there'],
      gone: counts.gone,
      changedHands: counts['changed-hands'],
      failed: counts.failed,
      notTried: counts['not-tried'],
    },
    left: end?.proof ? countLeft(end.proof) : null,
    new: end?.proof ? countFresh(end.proof) : null,
    newPlan: end?.proof?.newPlan?.digest ?? null,
    kept: end?.kept ?? null,
    keptByType: (run.kept ?? [])
      .filter(([, records]) => records > 0)
      .map(([type, records]) => ({type, records, taken: takenOf(scope.get(type)) ?? null})),
    behind: behindOf(run),
    account: {
      openings: run.openings.map(({from, to}) => ({from: isoTime(from), to: to === undefined ? null : isoTime(to)})),
      end: end?.account.state ?? null,
    },
    forgotten: run.forgotten,
    people: Object.fromEntries(run.names?.people ?? []),
    types: Object.fromEntries(run.names?.types ?? []),
  };
}

/** What was erased from a run comes back by no other way. */
function behindOf({behind, forgotten}: ReportedRun): object | null {
  if (!behind || !forgotten) return behind ?? null;
  return {...behind, found: behind.found.map(({names: _names, ...rest}) => rest)};
}

function recordOf(run: ReportedRun, {record, outcome, why, reason, nowWith, at}: ReportedRow): object {
  return {
    type: record.type,
    id: record.id,
    title: record.title,
    closed: record.closed,
    from: record.from ?? run.leaverId,
    to: record.to,
    outcome,
    why: why ?? null,
    reason: reason ?? null,
    nowWith: nowWith ?? null,
    at: at === undefined ? null : isoTime(at),
    link: linkTo(run.portalKey, record) ?? null,
  };
}
