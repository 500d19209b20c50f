import type {RunReport} from '../domain/outcomes.ts';
import {personName, type Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import {BusyTrouble, PortalTrouble, UsageTrouble} from '../domain/trouble.ts';
import {carryOut, type CarriedOut} from './carry-out.ts';
import type {Listener, RunOptions} from './contract.ts';
import {createFresh, type FreshRecords} from './fresh.ts';
import {guardKey} from './guard/words.ts';
import {withOutlook} from './outlook.ts';
import {keepOwnPace} from './own-pace.ts';
import {checkTypes, type Parts} from './parts.ts';
import {prove, type ProofAsked} from './prove.ts';
import {accountEnd, accountForIntents, closeRun, keepCosts, stopOf, writeReport} from './run-end.ts';
import type {Journal} from '../journal/journal.ts';
import type {RunWriter} from '../journal/runs.ts';
import {createRunState, RUN_PATIENCE_MS, type RunState} from './run-state.ts';
import {createWindow, textOf, type RehireWindow} from './window.ts';
import {LANDS_WITHIN_MS} from './moving/request.ts';

/**
 * Carries out a plan: writes, reads back, opens and shuts the account where that is agreed, proves. Whatever the portal
 * or the disk does, it ends with a report, and with the account shut or said to be open.
 *
 * @throws UsageTrouble for a plan of another portal; PortalTrouble `not-admin`; BusyTrouble when another run holds the
 * portal; FilesTrouble when the run cannot be written down. Nothing has been written to the portal then.
 */
export function run(parts: Parts, plan: Plan, options: RunOptions, listener: Listener): Promise<RunReport> {
  return holding(parts, plan, listener, options, {
    begin: ({runs}, startedAt) => runs.start(plan.number, plan.leaverId, startedAt),
  });
}

/**
 * Goes on with a run that died or was stopped. Records with our intent on disk are read first: what is with its
 * successor was moved by us. A request that a dead process had under way may land up to a minute later, so that is
 * waited for.
 *
 * @throws UsageTrouble when there is no such run, or nothing of it is left to do; else as `run`
 */
export async function resume(
  parts: Parts,
  number: number,
  options: RunOptions,
  listener: Listener,
): Promise<RunReport> {
  const {plans, history} = await parts.journal();
  const before = history.run(number);
  if (!before) throw new UsageTrouble(`there is no run ${number}`);
  if (before.endedAt !== undefined && before.stopped === undefined)
    throw new UsageTrouble(`run ${number} has ended: \`retry ${number}\` tries again what failed`);
  const plan = plans.load(before.plan);
  if (!plan) throw new UsageTrouble(`the plan of run ${number} is not there any more`);
  return holding(parts, plan, listener, options, {
    async ready({runs}) {
      if (before.endedAt === undefined || runs.isUnanswered(number))
        await settleDown(parts, runs.lastWrite(number), listener, options.signal);
    },
    begin: ({runs}) => runs.resume(number, plan.number, plan.leaverId),
  });
}

/** How a run begins, once it holds the portal. */
interface Beginning {
  /** Whatever has to be waited for: the leaver is read after it. */
  ready?(journal: Journal): Promise<void>;
  begin(journal: Journal, startedAt: number): RunWriter;
}

/** Nothing that was sent before is under way any more after this. A clock that was set back makes it no longer. */
async function settleDown({clock}: Parts, lastWrite: number, listener: Listener, signal: AbortSignal): Promise<void> {
  const ms = Math.min(lastWrite + LANDS_WITHIN_MS - clock.now(), LANDS_WITHIN_MS);
  if (ms <= 0) return;
  listener({kind: 'pause', ms, why: 'in-flight'});
  await clock.wait(ms, signal);
  listener({kind: 'pause-over'});
}

async function holding(
  parts: Parts,
  plan: Plan,
  listener: Listener,
  options: RunOptions,
  {ready, begin}: Beginning,
): Promise<RunReport> {
  const {clock, connection} = parts;
  if (plan.portalKey !== connection.portalKey)
    throw new UsageTrouble(`the plan is for ${plan.portalKey}, not ${connection.portalKey}`);
  if (plan.leaverId === connection.me.id) throw new UsageTrouble(`user ${plan.leaverId} owns this key`);
  if (!connection.me.admin) throw new PortalTrouble('not-admin');
  checkTypes(
    connection,
    plan.summary.byType.map(({type}) => type),
  );
  const journal = await parts.journal();
  const startedAt = clock.now();
  const lock = parts.locks.hold(connection.portalKey, startedAt);
  try {
    // The guard of a run that died is about to change the account: how it stands now is not how it will stand.
    if (parts.locks.isHeld(guardKey(connection.portalKey))) throw new BusyTrouble(undefined);
    await ready?.(journal);
    const people = await readPeople(parts, plan);
    const writer = begin(journal, startedAt);
    const fresh = createFresh(parts, plan, writer.run, journal);
    try {
      return await conduct(parts, plan, people, writer, fresh, startedAt, options, listener);
    } finally {
      fresh.discard();
    }
  } finally {
    lock.release();
  }
}

async function conduct(
  parts: Parts,
  plan: Plan,
  {leaver, isActive}: Present,
  writer: RunWriter,
  fresh: FreshRecords,
  startedAt: number,
  options: RunOptions,
  listener: Listener,
): Promise<RunReport> {
  const {connection} = parts;
  const earlier = writer.openings();
  const ownPace = keepOwnPace(parts.client.pace, options.controls);
  const tell = withOutlook(parts, plan, writer, !leaver.active, listener);
  const hear: Listener = event => {
    tell(event);
    if (event.kind !== 'account') return;
    ownPace.account(event.state);
    if (event.state === 'open') writer.opened(event.at);
    const opened = writer.openings().at(-1);
    if (event.state === 'shut' && opened && opened.to === undefined) writer.shut(opened.from, event.at);
  };
  const who = {
    portalKey: connection.portalKey,
    portalName: connection.portalName,
    leaverId: plan.leaverId,
    leaverName: personName(leaver),
  };
  const {startGuard, folder} = parts;
  const order = {...who, folder, run: writer.run};
  const window = createWindow(parts, who, hear, {
    patienceMs: options.patienceMs ?? RUN_PATIENCE_MS,
    signal: options.signal,
    ...(startGuard ? {startGuard: () => startGuard(order)} : {}),
  });
  const state = createRunState(parts, plan, writer, tell, options);

  async function work(): Promise<WorkEnd> {
    try {
      const end = await guarded(state, window, async () => {
        // Successors who are dismissed or gone by now stop their own share only.
        state.judgeSuccessors(successorsOf(plan), isActive);
        return carryOut(state, leaver, window, options, hear, fresh);
      });
      const asked = {accepts: options.acceptUnmovable, leaverIsDismissed: !leaver.active, fresh};
      if (!end.stopped) return {...end, ...(await proveOr(state, asked, tell))};
      if (!options.hurry?.aborted) await accountForIntents(state);
      return end;
    } finally {
      ownPace.end();
    }
  }

  const end = await work();
  const account = await accountEnd(parts, plan.leaverId, window);
  const openings = [...earlier, ...window.openings];
  await keepCosts(parts);
  return closeRun(state, writeReport(state, startedAt, options.acceptUnmovable, {...end, account, openings}));
}

/** How the people of a plan stand right before it is carried out. */
interface Present {
  readonly leaver: Person;
  /** Who of them is active. */
  readonly isActive: ReadonlySet<number>;
}

/** The leaver and all successors, in one request. @throws UsageTrouble where the leaver is not there any more */
async function readPeople({people, connection}: Parts, plan: Plan): Promise<Present> {
  const {leaverId} = plan;
  const found = await people.byIds([...new Set([leaverId, ...successorsOf(plan)])]);
  const row = found.find(({id}) => id === leaverId);
  if (!row) throw new UsageTrouble(`there is no user ${leaverId} on ${connection.portalName}`);
  return {leaver: {...row, departments: []}, isActive: new Set(found.flatMap(({id, active}) => (active ? [id] : [])))};
}

function successorsOf({summary}: Plan): number[] {
  return summary.shares.map(({to}) => to);
}

/** How the work ended, without what is read afterwards. */
type WorkEnd = Pick<RunReport, 'windowRefused' | 'stopped' | 'proof'>;

/** Runs the work; however it ends, an account that may be open is shut before anything else happens. */
async function guarded(state: RunState, window: RehireWindow, work: () => Promise<CarriedOut>): Promise<WorkEnd> {
  let stopped: RunReport['stopped'];
  let windowRefused: RunReport['windowRefused'];
  let bug: unknown;
  try {
    ({windowRefused, stopped} = await work());
  } catch (error) {
    stopped = stopOf(error, state.signal);
    if (!stopped) bug = error;
  }
  // Tried to the end of its patience once already: it stays open, and the report says so.
  if (window.isOpen() && window.lastEnd()?.state !== 'open') await window.shut();
  // An account that is open is worse news than a bug: then there is a report, which says both.
  if (bug !== undefined && !window.isOpen()) throw bug;
  if (bug !== undefined) stopped = {why: 'bug', text: textOf(bug)};
  if (!stopped && state.signal.aborted) stopped = {why: 'user'};
  const files = window.filesTrouble();
  if (!stopped && files !== undefined) stopped = {why: 'files', text: textOf(files)};
  return {...(windowRefused ? {windowRefused} : {}), ...(stopped ? {stopped} : {})};
}

async function proveOr(state: RunState, asked: ProofAsked, listener: Listener): Promise<WorkEnd> {
  try {
    return {proof: await prove(state, asked, listener)};
  } catch (error) {
    const stopped = stopOf(error, state.signal);
    if (!stopped) throw error;
    return {stopped};
  }
}
