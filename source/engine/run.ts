import type {AccountEnd, RecordResult, RunReport} from '../domain/outcomes.ts';
import {countOutcomes} from '../domain/outcomes.ts';
import {personName, type Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import {FilesTrouble, PortalTrouble, UsageTrouble} from '../domain/trouble.ts';
import {startRunLog, type RunLog} from '../journal/run-log.ts';
import {PortalFault} from '../portal/faults.ts';
import {carryOut} from './carry-out.ts';
import type {Listener, RunOptions} from './contract.ts';
import type {Parts} from './parts.ts';
import {prove} from './prove.ts';
import {createRunState, recordKey, type RunState} from './run-state.ts';
import {createWindow, textOf, type RehireWindow} from './window.ts';

/**
 * Carries out a plan: writes, reads back, opens and shuts the account where that is agreed, proves. Whatever the portal
 * or the disk does, it ends with a report, and with the account shut or said to be open.
 *
 * @throws UsageTrouble for a plan of another portal; PortalTrouble `not-admin`; BusyTrouble when another run holds the
 * portal; FilesTrouble when the log cannot be started. Nothing has been written then.
 */
export async function run(parts: Parts, plan: Plan, options: RunOptions, listener: Listener): Promise<RunReport> {
  const {clock, connection, people} = parts;
  if (plan.portalKey !== connection.portalKey)
    throw new UsageTrouble(`the plan is for ${plan.portalKey}, not ${connection.portalKey}`);
  if (plan.leaverId === connection.me.id) throw new UsageTrouble(`user ${plan.leaverId} owns this key`);
  if (!connection.me.admin) throw new PortalTrouble('not-admin');
  const startedAt = clock.now();
  const lock = parts.locks.hold(connection.portalKey, startedAt);
  try {
    const leaver = await readLeaver(parts, plan);
    const log = startRunLog(parts.folder, plan, startedAt);
    const hear: Listener = event => {
      listener(event);
      if (event.kind === 'account' || event.kind === 'account-stuck' || event.kind === 'window-refused')
        log.note({fact: event.kind, ...event});
    };
    const who = {
      portalKey: connection.portalKey,
      portalName: connection.portalName,
      leaverId: plan.leaverId,
      leaverName: personName(leaver),
    };
    const window = createWindow(parts, who, hear);
    const state = createRunState(parts, plan, log, listener, options.signal);
    const accepted = new Set(
      options.acceptUnmovable ? plan.records.filter(record => record.unmovable).map(recordKey) : [],
    );
    const end = await guarded(state, window, async () => {
      await readSuccessors(parts, state);
      return carryOut(state, leaver, window, options, hear);
    });
    if (!end.stopped) Object.assign(end, await proveOr(state, accepted, listener));
    const account = await accountEnd(parts, plan.leaverId, window);
    const report = writeReport(state, log, startedAt, accepted, {...end, account}, window);
    return closeLog(log, report);
  } finally {
    lock.release();
  }

  async function readLeaver(from: Parts, {leaverId}: Plan): Promise<Person> {
    const [row] = await people.byIds([leaverId]);
    if (!row) throw new UsageTrouble(`there is no user ${leaverId} on ${from.connection.portalName}`);
    return {...row, departments: []};
  }
}

/** How the work ended, without what is read afterwards. */
type WorkEnd = Pick<RunReport, 'windowRefused' | 'stopped' | 'proof'>;

/** Runs the work; however it ends, an account that may be open is shut before anything else happens. */
async function guarded(
  state: RunState,
  window: RehireWindow,
  work: () => Promise<RunReport['windowRefused']>,
): Promise<WorkEnd> {
  let stopped: RunReport['stopped'];
  let windowRefused: RunReport['windowRefused'];
  let bug: unknown;
  try {
    windowRefused = await work();
  } catch (error) {
    stopped = stopOf(error, state.signal);
    if (!stopped) bug = error;
  }
  // Tried to the end of its patience once already: it stays open, and the report says so.
  if (window.isOpen() && window.lastEnd()?.state !== 'open') await window.shut();
  if (bug !== undefined) throw bug;
  if (!stopped && state.signal.aborted) stopped = {why: 'user'};
  const files = window.filesTrouble();
  if (!stopped && files !== undefined) stopped = {why: 'files', text: textOf(files)};
  return {...(windowRefused ? {windowRefused} : {}), ...(stopped ? {stopped} : {})};
}

function stopOf(error: unknown, signal: AbortSignal): RunReport['stopped'] {
  if (error instanceof FilesTrouble) return {why: 'files', text: error.message};
  if (error instanceof PortalTrouble || error instanceof PortalFault) return {why: 'portal', text: textOf(error)};
  return signal.aborted ? {why: 'user'} : undefined;
}

/** Successors who are dismissed or gone by now stop their own share only. */
async function readSuccessors(parts: Parts, state: RunState): Promise<void> {
  const ids = [...new Set(state.plan.records.map(record => record.to))];
  const found = await parts.people.byIds(ids, state.patience());
  const active = new Set(found.filter(person => person.active).map(person => person.id));
  for (const id of ids) if (!active.has(id)) state.lostSuccessors.add(id);
}

async function proveOr(state: RunState, accepted: ReadonlySet<string>, listener: Listener): Promise<WorkEnd> {
  try {
    return {proof: await prove(state, accepted, listener)};
  } catch (error) {
    const stopped = stopOf(error, state.signal);
    if (!stopped) throw error;
    return {stopped};
  }
}

/**
 * How the account stands, read last of all. One that we shut and that is active again is open: somebody else's doing or
 * a late hire, in any case not for us to dismiss unasked.
 */
async function accountEnd({account, clock}: Parts, leaverId: number, window: RehireWindow): Promise<AccountEnd> {
  const shut = window.lastEnd();
  if (shut?.state === 'open') return shut;
  try {
    const now = await account.read(leaverId, {patienceMs: 15_000});
    if (now === 'dismissed') return {state: 'dismissed', readAt: clock.now()};
    if (now === 'missing') return {state: 'unread', text: 'missing'};
    return shut ? {state: 'open', since: clock.now(), text: 'active again after we dismissed them'} : {state: 'active'};
  } catch (error) {
    return shut ?? {state: 'unread', text: textOf(error)};
  }
}

/** The end of the log. A disk that is full by now changes what is reported, never what was done. */
function closeLog(log: RunLog, report: RunReport): RunReport {
  try {
    log.note({
      fact: 'end',
      counts: report.counts,
      account: report.account,
      openings: report.openings,
      stopped: report.stopped,
    });
    log.close();
    return report;
  } catch (error) {
    return report.stopped ? report : {...report, stopped: {why: 'files', text: textOf(error)}};
  }
}

function writeReport(
  state: RunState,
  log: RunLog,
  startedAt: number,
  accepted: ReadonlySet<string>,
  end: Pick<RunReport, 'proof' | 'stopped' | 'windowRefused' | 'account'>,
  window: RehireWindow,
): RunReport {
  const {plan, results} = state;
  const planned = plan.records.filter(record => !accepted.has(recordKey(record)));
  const all = planned.map(
    (record): RecordResult => results.get(recordKey(record)) ?? {record, outcome: 'not-tried', why: 'stopped'},
  );
  return {
    run: log.run,
    digest: plan.digest,
    leaverId: plan.leaverId,
    planned: planned.length,
    results: all,
    counts: countOutcomes(all),
    kept: plan.kept.reduce((sum, [, count]) => sum + count, 0) + accepted.size,
    openings: window.openings,
    startedAt,
    endedAt: state.parts.clock.now(),
    logFile: log.file,
    ...end,
  };
}
