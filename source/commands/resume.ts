import type {ExitCode} from '../domain/outcomes.ts';
import type {Plan} from '../domain/plan.ts';
import {oneLine} from '../domain/text.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {RunSummary} from '../engine/contract.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import type {WriteFlags} from './answers/run.ts';
import {readRunNumber} from './answers/runs.ts';
import {goBack} from './again.ts';
import {carryOut} from './carry.ts';
import {confirmCount} from './confirm.ts';
import {factLine} from './output/line.ts';
import type {Outside} from './outside.ts';
import {toldPortal} from './portal/choose.ts';
import {findRun, look, type Records} from './portal/records.ts';

/** `resume [RUN]`: goes on with a run that died or was stopped; without a number with the newest of its portal. */
export async function resume(given: string | undefined, flags: WriteFlags, outside: Outside): Promise<ExitCode> {
  const number = given === undefined ? undefined : readRunNumber('resume', given);
  const find = (records: Records): Promise<RunSummary> =>
    number === undefined ? newest(records, flags, outside) : unfinished(records, number);
  return goBack(flags, outside, find, async ({run, opened, session, leaver, choices}) => {
    const same = await session.planByDigest(run.digest);
    if (!same) throw new UsageTrouble(plain.noRun(run.run));
    // The undo of an undo has the digest of the handover: what counts is what this run is.
    const {sourceRun} = run;
    const plan: Plan = {...same, kind: run.kind, ...(sourceRun === undefined ? {} : {sourceRun})};
    const {number: said, records} = words.format;
    const left = run.counts['not-tried'];
    outside.say(factLine(plain.label.run, plain.resuming(run.run, said(left), records(run.planned))));
    await confirmCount(left, plain.askResume(run.run, records(left)), choices, outside);
    const work: Parameters<typeof carryOut>[0]['work'] = (options, listener) =>
      session.resume(run.run, options, listener);
    return carryOut({command: 'resume', opened, session, plan, leaver, choices, flags, work}, outside);
  });
}

async function unfinished(records: Records, number: number): Promise<RunSummary> {
  const run = await findRun(records, number);
  if (run.state === 'ended') throw new UsageTrouble(plain.runHasEnded(number));
  return run;
}

/** Of several portals none is guessed. */
async function newest(records: Records, {profile}: WriteFlags, outside: Outside): Promise<RunSummary> {
  const all = (await look(records, view => view.runs().filter(run => run.state === 'unfinished'))) ?? [];
  const portals = new Set(all.map(run => run.portalKey));
  let wanted = records.portalKey;
  if (wanted === undefined && portals.size > 1) {
    const told = await toldPortal(profile, outside);
    if (told && told.kind !== 'demo') wanted = told.address.origin;
  }
  const runs = wanted === undefined ? all : all.filter(run => run.portalKey === wanted);
  const [first] = runs;
  if (!first) throw new UsageTrouble(plain.nothingToResume);
  if (runs.some(run => run.portalKey !== first.portalKey))
    throw new UsageTrouble(
      plain.severalToResume(runs.map(run => `${run.run}: ${oneLine(run.portalName, 60)}`).join(', ')),
    );
  return first;
}
