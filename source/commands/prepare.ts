import type {Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {Listener, PlanRequest, Session} from '../engine/contract.ts';
import {plain} from '../words/plain.ts';
import {findLeaver, shortName} from './answers/people.ts';
import {refuseHeirless, type RunAnswers, type RunFlags} from './answers/run.ts';
import {findSuccessors, type Successors, warningsOf} from './answers/successors.ts';
import {countsInside} from './count-inside.ts';
import {both, eventLines} from './output/events.ts';
import {leaverLine} from './output/head-lines.ts';
import {factLine} from './output/line.ts';
import {typeNames} from './output/names.ts';
import {
  behindLines,
  effectLines,
  forecastLine,
  partlySeenLines,
  planLines,
  tallyLines,
  unreadableLines,
} from './output/plan-lines.ts';
import {scopeLines} from './output/scope-lines.ts';
import type {Outside} from './outside.ts';

/** A pinned plan, and who it is about. */
export interface Prepared {
  readonly plan: Plan;
  readonly leaver: Person;
  /** Those who receive, as far as they are known by name. */
  readonly people: ReadonlyMap<number, Person>;
  /** Records that stay by choice. */
  readonly kept: number;
}

/** Counts, pins and tells the plan that the flags ask for. Writes nothing to the portal. */
export async function prepare(
  session: Session,
  answers: Omit<RunAnswers, 'yes' | 'yesToOpening'>,
  flags: Pick<RunFlags, 'jsonLines'>,
  outside: Outside,
): Promise<Prepared> {
  const {say, out} = outside;
  const {connection} = session;
  const {job} = answers;
  const names = typeNames(connection.types);
  const {scope, rules} = job.on(connection);
  const leaver = await findLeaver(session, job.leaver);
  say(leaverLine(leaver));
  const successors = await findSuccessors(session, rules, job, leaver);
  for (const warning of warningsOf(successors.people, connection)) say(factLine(plain.label.note, warning));
  const events = flags.jsonLines ? eventLines(out) : undefined;
  const tally = await session.tally(leaver.id, both(events), outside.signal);
  for (const line of tallyLines(tally, names)) say(line);
  refuseHeirless(tally, scope, rules);

  const request: PlanRequest = {leaver, scope, ...successors, ownersKeep: job.ownersKeep, tally};
  const plan = await planOrExplain(session, request, both(events), outside.signal);
  const kept = plan.kept.reduce((sum, [, records]) => sum + records, 0);
  for (const line of scopeLines(plan, names)) say(line);
  if (plan.records.length === 0) {
    const sentence = countsInside(plan, leaver, answers, connection) ? plain.nothingShown : plain.nothingToMove;
    say(factLine(plain.label.plan, sentence(shortName(leaver))));
    for (const line of [...unreadableLines(plan, names), ...partlySeenLines(plan, names), ...behindLines(plan, names)])
      say(line);
    return {plan, leaver, people: new Map(), kept};
  }
  const people = await receiversOf(plan, successors, session);
  for (const line of planLines(plan, people, names)) say(line);
  for (const line of effectLines(plan, people, leaver, names, session.connection.me.id)) say(line);
  say(forecastLine(session.forecast(plan, leaver)));
  return {plan, leaver, people, kept};
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
    const nobody = !request.rules.general && !request.rules.perType.has('activity') && request.scope.has('activity');
    if (error instanceof UsageTrouble && nobody && error.message.includes('activity'))
      throw new UsageTrouble(plain.activityNeedsSuccessor);
    throw error;
  }
}

/** Those the plan gives records to: chosen ones, and others whose records the activities follow. */
async function receiversOf(plan: Plan, successors: Successors, session: Session): Promise<Map<number, Person>> {
  const people = new Map(successors.people.map(person => [person.id, person]));
  const others = plan.summary.shares.map(share => share.to).filter(id => !people.has(id));
  for (const person of await session.peopleByIds(others)) people.set(person.id, person);
  return people;
}
