import type {TypeKey} from '../domain/entity-types.ts';
import {EXIT, type ExitCode, exitCodeOf} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import {countIn, type StateChoice} from '../domain/scope.ts';
import type {Tally} from '../domain/tally.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {Listener, PlanRequest, Session} from '../engine/contract.ts';
import {plain} from '../words/plain.ts';
import {findLeaver, shortName} from './answers/people.ts';
import {
  findSuccessors,
  readRunFlags,
  refuseHeirless,
  type RunAnswers,
  type RunFlags,
  scopeOf,
  type Successors,
} from './answers/run.ts';
import {confirmPlan, openingConsent} from './confirm.ts';
import {both, eventLines} from './output/events.ts';
import {factLine} from './output/line.ts';
import {typeNames} from './output/names.ts';
import {planLines, tallyLines, unreadableLines} from './output/plan-lines.ts';
import {plainProgress} from './output/progress.ts';
import {reportLines} from './output/report-lines.ts';
import {nothingLine, runLine} from './output/run-json.ts';
import type {Outside} from './outside.ts';
import {choosePortal} from './portal/choose.ts';
import {openPortal, signInToWrite} from './portal/open.ts';
import {shutWindowsFirst} from './portal/windows.ts';
import {leaverLine, portalLine} from './output/head-lines.ts';

/** `run`: plan and apply in one. */
export async function run(flags: RunFlags, outside: Outside): Promise<ExitCode> {
  const answers = readRunFlags(flags, outside.interactive);
  const opened = await openPortal(await choosePortal(flags.profile, outside), outside);
  await shutWindowsFirst(opened, outside);
  await opened.engine.checkFiles();
  const session = await signInToWrite(opened, outside);
  outside.say(portalLine(session.connection));
  return runOn(session, answers, flags, outside);
}

/** The whole job on a portal that is signed in. */
export async function runOn(
  session: Session,
  answers: RunAnswers,
  flags: Pick<RunFlags, 'json' | 'jsonLines'>,
  outside: Outside,
): Promise<ExitCode> {
  const {say, out} = outside;
  const names = typeNames(session.connection.types);
  const scope = scopeOf(answers, session.connection.types);
  const leaver = await findLeaver(session, answers.leaver);
  say(leaverLine(leaver));
  const successors = await findSuccessors(session, answers, leaver.id);
  const events = flags.jsonLines ? eventLines(out) : undefined;
  const tally = await session.tally(leaver.id, both(events), outside.signal);
  for (const line of tallyLines(tally, names)) say(line);
  refuseHeirless(tally, scope, answers);

  const request = {leaver, scope, ...successors};
  const plan = await planOrExplain(session, request, both(events), outside.signal);
  if (plan.records.length === 0) {
    say(factLine(plain.label.plan, plain.nothingToMove(shortName(leaver))));
    // Of a type that cannot be read nobody knows whether it holds something.
    const exit = plan.unreadable?.length ? EXIT.left : EXIT.done;
    for (const line of unreadableLines(plan, names)) say(line);
    if (flags.json || flags.jsonLines) out(nothingLine(plan, keptOf(tally, scope), exit));
    return exit;
  }
  const people = await successorsOf(plan, successors, session);
  for (const line of planLines(plan, people, names)) say(line);
  await confirmPlan(plan, leaver, answers, outside);

  const progress = plainProgress({say, now: outside.now, names, leaver: shortName(leaver)});
  const consent = openingConsent(answers, names, outside);
  const report = await outside.untilDone(() =>
    session.run(
      plan,
      {rehire: answers.rehire, consent, acceptUnmovable: answers.acceptUnmovable, signal: outside.signal},
      both(progress, events),
    ),
  );
  for (const line of reportLines(report, plan, leaver, names)) say(line);
  if (flags.json || flags.jsonLines) out(runLine(report));
  return exitCodeOf(report);
}

/** Whether an activity needs somebody of its own shows only when it is pinned: then the flag for it is named. */
async function planOrExplain(
  session: Session,
  request: PlanRequest,
  listener: Listener,
  signal: AbortSignal,
): Promise<Plan> {
  try {
    return await session.plan(request, listener, signal);
  } catch (error) {
    const nobody = !request.general && !request.perType.has('activity') && request.scope.has('activity');
    if (error instanceof UsageTrouble && nobody && error.message.includes('activity'))
      throw new UsageTrouble(plain.activityNeedsSuccessor);
    throw error;
  }
}

function keptOf(tally: Tally, scope: ReadonlyMap<TypeKey, StateChoice>): number {
  return tally.rows.reduce((sum, row) => sum + countIn(row, scope.get(row.type.key)).kept, 0);
}

/** Those the plan gives records to: chosen ones, and others whose records the activities follow. */
async function successorsOf(plan: Plan, successors: Successors, session: Session): Promise<Map<number, Person>> {
  const people = new Map<number, Person>();
  for (const person of [successors.general, ...successors.perType.values()]) if (person) people.set(person.id, person);
  const others = plan.summary.shares.map(share => share.to).filter(id => !people.has(id));
  // Names of a few are worth a request each; a long list is told by ids.
  for (const id of others.slice(0, 5)) {
    const person = await session.person(String(id));
    if (person) people.set(id, person);
  }
  return people;
}
