import {EXIT, type ExitCode} from '../domain/outcomes.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {RunSummary} from '../engine/contract.ts';
import {plain} from '../words/plain.ts';
import {goBack} from './again.ts';
import type {WriteFlags} from './answers/run.ts';
import {readRunNumber} from './answers/runs.ts';
import {receivers} from './apply.ts';
import {carryOut} from './carry.ts';
import {confirmPlan} from './confirm.ts';
import {factLine} from './output/line.ts';
import {typeNames} from './output/names.ts';
import {effectLines, forecastLine, planLines} from './output/plan-lines.ts';
import {nothingLine} from './output/run-json.ts';
import type {Outside} from './outside.ts';
import {findRun, type Records} from './portal/records.ts';

/** `retry RUN`: tries again what failed or was not tried, to the same people. */
export async function retry(given: string, flags: WriteFlags, outside: Outside): Promise<ExitCode> {
  const number = readRunNumber('retry', given);
  const find = (records: Records): Promise<RunSummary> => retriable(records, number);
  return goBack(flags, outside, find, async ({run, opened, session, leaver, choices}) => {
    const plan = await session.planRetry(run.run);
    if (plan.records.length === 0) {
      outside.say(factLine(plain.label.plan, plain.nothingToRetry(run.run)));
      if (flags.json || flags.jsonLines) outside.out(nothingLine('retry', plan, 0, EXIT.done));
      return EXIT.done;
    }
    const names = typeNames(session.connection.types);
    const people = await receivers(plan, session);
    for (const line of planLines(plan, people, names)) outside.say(line);
    for (const line of effectLines(plan, people, leaver, names, session.connection.me.id)) outside.say(line);
    outside.say(forecastLine(session.forecast(plan, leaver)));
    await confirmPlan(plan, leaver, choices, outside);
    return carryOut({command: 'retry', opened, session, plan, leaver, choices, flags}, outside);
  });
}

async function retriable(records: Records, number: number): Promise<RunSummary> {
  const run = await findRun(records, number);
  if (run.kind === 'undo') throw new UsageTrouble(plain.retryUndo(number));
  // What a dead process had under way may have moved: only `resume` knows it for ours, and undo has to know it.
  if (run.state === 'unfinished' && run.endedAt === undefined) throw new UsageTrouble(plain.resumeFirst(number));
  return run;
}
