import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import type {ConnectionLimit} from '../domain/trouble.ts';
import type {Session} from '../engine/contract.ts';
import {readRunFlags, type RunAnswers, type RunFlags} from './answers/run.ts';
import {carryOut} from './carry.ts';
import {confirmPlan} from './confirm.ts';
import {countsInside} from './count-inside.ts';
import {limitLines, portalLine} from './output/head-lines.ts';
import {nothingLine} from './output/run-json.ts';
import type {Outside} from './outside.ts';
import {choosePortal} from './portal/choose.ts';
import {type OpenedPortal, openPortal, signInToWrite} from './portal/open.ts';
import {noteUnfinished} from './portal/records.ts';
import {shutWindowsFirst} from './portal/windows.ts';
import {prepare} from './prepare.ts';

/** `run`: plan and apply in one. */
export async function run(flags: RunFlags, outside: Outside): Promise<ExitCode> {
  const answers = readRunFlags(flags, outside.interactive);
  const opened = await openPortal(await choosePortal(flags.profile, outside), outside);
  await shutWindowsFirst(opened, outside);
  await opened.engine.checkFiles();
  const session = await signInToWrite(opened, outside);
  outside.say(portalLine(session.connection));
  await noteUnfinished(opened, outside);
  // What bears on the proof: smart processes that could not be listed, tasks that cannot be moved.
  const matters = (limit: ConnectionLimit): boolean => limit === 'types-incomplete' || limit === 'no-task-scope';
  for (const line of limitLines(session.connection, matters)) outside.say(line);
  return runOn(opened, session, answers, flags, outside);
}

/** The whole job on a portal that is signed in. */
export async function runOn(
  opened: OpenedPortal,
  session: Session,
  answers: RunAnswers,
  flags: Pick<RunFlags, 'json' | 'jsonLines'>,
  outside: Outside,
): Promise<ExitCode> {
  const {plan, leaver, kept} = await prepare(session, answers, flags, outside);
  const counts = countsInside(plan, leaver, answers, session.connection);
  if (plan.records.length === 0 && !counts) {
    // Of a type that cannot be read, or is seen in part, nobody knows whether it holds something.
    const exit = plan.unreadable?.length || plan.partlySeen?.length ? EXIT.left : EXIT.done;
    if (flags.json || flags.jsonLines) outside.out(nothingLine('run', plan, kept, exit));
    return exit;
  }
  if (!counts) await confirmPlan(plan, leaver, answers, outside);
  return carryOut({command: 'run', opened, session, plan, leaver, choices: answers, flags}, outside);
}
