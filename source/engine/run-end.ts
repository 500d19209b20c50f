import {MOST_NAMED, type AccountEnd, type RunReport} from '../domain/outcomes.ts';
import {FilesTrouble, PortalTrouble} from '../domain/trouble.ts';
import {afterWrite} from '../domain/verdict.ts';
import {PortalFault} from '../portal/faults.ts';
import {typeOf, type Parts} from './parts.ts';
import type {RunState} from './run-state.ts';
import {askStandings} from './moving/standing.ts';
import {type RehireWindow, textOf} from './window.ts';
import {foundIn, isUnseen} from './moving/found.ts';
import {readAnswers} from './moving/reading.ts';
import {LANDS_WITHIN_MS} from './moving/request.ts';

/** How long a stopped run waits for one last look. */
const ONE_LOOK_MS = 5000;

/** What stopped a run; undefined for a bug. */
export function stopOf(error: unknown, signal: AbortSignal): RunReport['stopped'] {
  if (error instanceof FilesTrouble) return {why: 'files', text: error.message};
  if (error instanceof PortalTrouble || error instanceof PortalFault) return {why: 'portal', text: textOf(error)};
  return signal.aborted ? {why: 'user'} : undefined;
}

/**
 * After a stop: what was written last, and not read back any more, is looked at once. What it finds is settled, or taken
 * back where the write had no effect and can have none any more; the rest stays for `resume`.
 */
export async function accountForIntents(state: RunState): Promise<void> {
  const {parts, writer, fromOf} = state;
  try {
    for (const [key, records] of Map.groupBy(writer.unanswered(), record => record.type)) {
      const type = typeOf(parts.connection, key);
      const question = askStandings(type.entityTypeId, records);
      const at = parts.clock.now();
      const answers = await parts.client.readMany(question.commands, {patienceMs: ONE_LOOK_MS});
      const standings = await readAnswers(state, {type, question}, answers, at, {patienceMs: ONE_LOOK_MS});
      const verdicts = records.flatMap(record => {
        const found = foundIn(standings, record);
        // The account is shut by now: what this portal does not show says nothing, and stays for `resume` too.
        return isUnseen(state, type, found) ? [] : [afterWrite(record, found, fromOf(record), undefined)];
      });
      writer.settle(
        verdicts.flatMap(verdict => (verdict.settled ? [verdict.result] : [])),
        at,
      );
      const unmoved = verdicts.flatMap(verdict => (verdict.settled ? [] : [verdict.record]));
      writer.withdraw(unmoved, at - LANDS_WITHIN_MS);
    }
  } catch (error) {
    if (!stopOf(error, new AbortController().signal)) throw error;
  }
}

/**
 * How the account stands, read last of all. One that we shut and that is active again is open: somebody else's doing or
 * a late hire, in any case not for us to dismiss unasked.
 */
export async function accountEnd(
  {account, clock, intents, connection}: Parts,
  leaverId: number,
  window: RehireWindow,
): Promise<AccountEnd> {
  const shut = window.lastEnd();
  if (shut?.state === 'open') return shut;
  try {
    const now = await account.read(leaverId, {patienceMs: 15_000});
    if (now === 'dismissed') return {state: 'dismissed', readAt: clock.now()};
    if (now === 'missing') return {state: 'unread', text: 'missing'};
    // Not by this run, but by one before it that could not shut it: active because of us all the same.
    if (!shut && intents.stands({portalKey: connection.portalKey, leaverId}))
      return {state: 'open', since: clock.now(), text: 'opened by an earlier run, and not shut since'};
    return shut ? {state: 'open', since: clock.now(), text: 'active again after we dismissed them'} : {state: 'active'};
  } catch (error) {
    return shut ?? {state: 'unread', text: textOf(error)};
  }
}

/** Writes the end down. A disk that is full by now changes what is reported, never what was done. */
export function closeRun({writer}: RunState, report: RunReport): RunReport {
  try {
    writer.end(report);
    return report;
  } catch (error) {
    return report.stopped ? report : {...report, stopped: {why: 'files', text: textOf(error)}};
  }
}

/** Keeps what writes cost here for the forecasts of later runs. A disk that is full by now costs them no more than a wider range. */
export async function keepCosts({client, connection, clock, journal}: Parts): Promise<void> {
  try {
    (await journal()).costs.keep(connection.portalKey, client.pace.costs.known(), clock.now());
  } catch (error) {
    if (!(error instanceof FilesTrouble)) throw error;
  }
}

/** The report, from what the journal counted. */
export function writeReport(
  {plan, writer, parts}: RunState,
  startedAt: number,
  accepts: boolean,
  end: Pick<RunReport, 'proof' | 'stopped' | 'windowRefused' | 'account' | 'openings'>,
): RunReport {
  const unmovable = plan.summary.unmovable.reduce((sum, {records}) => sum + records, 0);
  const accepted = accepts ? unmovable : 0;
  const counts = writer.counts();
  const notMoved = writer.notMoved(MOST_NAMED);
  return {
    run: String(writer.run),
    kind: plan.kind,
    digest: plan.digest,
    leaverId: plan.leaverId,
    planned: plan.records.length - accepted,
    results: accepts ? notMoved.filter(result => !result.record.unmovable) : notMoved,
    counts: {...counts, 'not-tried': counts['not-tried'] - accepted},
    kept: plan.kept.reduce((sum, [, count]) => sum + count, 0) + accepted,
    startedAt,
    endedAt: parts.clock.now(),
    ...end,
  };
}
