import type {ExitCode} from '../domain/outcomes.ts';
import type {Person} from '../domain/people.ts';
import type {Plan} from '../domain/plan.ts';
import {oneLine} from '../domain/text.ts';
import {UsageTrouble} from '../domain/trouble.ts';
import type {Session} from '../engine/contract.ts';
import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {findPerson, readWho} from './answers/people.ts';
import {readChoices, type WriteFlags} from './answers/run.ts';
import {readDigest, readDuration} from './answers/runs.ts';
import {carryOut} from './carry.ts';
import {confirmPlan} from './confirm.ts';
import {countsInside} from './count-inside.ts';
import {leaverLine, portalLine} from './output/head-lines.ts';
import {typeNames} from './output/names.ts';
import {effectLines, forecastLine, planLines} from './output/plan-lines.ts';
import type {Outside} from './outside.ts';
import {choosePortal} from './portal/choose.ts';
import {openPortal, signInToWrite} from './portal/open.ts';
import {look} from './portal/records.ts';
import {shutWindowsFirst} from './portal/windows.ts';

export interface ApplyFlags extends WriteFlags {
  /** Refuses a plan that takes from somebody else. */
  readonly leaver?: string;
  readonly maxAge?: string;
}

const MAX_AGE = '24h';

/** `apply DIGEST`: carries out just the plan that `plan` pinned. */
export async function apply(given: string, flags: ApplyFlags, outside: Outside): Promise<ExitCode> {
  const digest = readDigest(given);
  const maxAge = flags.maxAge ?? MAX_AGE;
  const maxAgeMs = readDuration('--max-age', maxAge);
  const who = flags.leaver === undefined ? undefined : readWho('--leaver', flags.leaver);
  const choices = readChoices(flags, outside.interactive);
  const opened = await openPortal(await choosePortal(flags.profile, outside), outside);
  await shutWindowsFirst(opened, outside);
  await opened.engine.checkFiles();
  const session = await signInToWrite(opened, outside);
  outside.say(portalLine(session.connection));

  const plan = await session.planByDigest(digest);
  if (!plan) throw new UsageTrouble(plain.unknownPlan(digest));
  refusePlan(plan, session);
  const age = outside.now() - plan.pinnedAt;
  if (age > maxAgeMs) throw new UsageTrouble(plain.planTooOld(plan.digest, words.format.duration(age), maxAge));
  const erased = await look(opened, view => view.runs().find(run => run.plan === plan.number && run.forgotten));
  if (erased) throw new UsageTrouble(plain.runForgotten(erased.run));

  const leaver = await leaverOf(plan, session);
  if (who !== undefined) {
    const named = await findPerson(session, '--leaver', who);
    if (named.id !== leaver.id)
      throw new UsageTrouble(plain.planOfAnother(plan.digest, words.person(leaver), words.person(named)));
  }
  outside.say(leaverLine(leaver));
  const people = await receivers(plan, session);
  const names = typeNames(session.connection.types);
  for (const line of planLines(plan, people, names)) outside.say(line);
  for (const line of effectLines(plan, people, leaver, names, session.connection.me.id)) outside.say(line);
  if (!countsInside(plan, leaver, choices, session.connection)) {
    outside.say(forecastLine(session.forecast(plan, leaver)));
    await confirmPlan(plan, leaver, choices, outside);
  }
  return carryOut({command: 'apply', opened, session, plan, leaver, choices, flags}, outside);
}

/** A plan of another portal, or of a command that has more to say than `apply`. */
function refusePlan(plan: Plan, {connection}: Session): void {
  const {digest, kind, portalKey, sourceRun} = plan;
  if (portalKey !== connection.portalKey)
    throw new UsageTrouble(plain.planElsewhere(digest, oneLine(portalKey, 100), oneLine(connection.portalName, 100)));
  if (kind !== 'handover') throw new UsageTrouble(plain.planOfRun(digest, kind, String(sourceRun ?? 'RUN')));
}

/** Whom a plan takes from. @throws UsageTrouble when the portal has no such person any more */
export async function leaverOf({leaverId}: Pick<Plan, 'leaverId'>, session: Session): Promise<Person> {
  const leaver = await session.person(String(leaverId));
  if (!leaver) throw new UsageTrouble(plain.leaverGone(leaverId));
  return leaver;
}

/** Those who receive, as far as the portal knows them. */
export async function receivers(plan: Plan, session: Session): Promise<Map<number, Person>> {
  const people = new Map<number, Person>();
  for (const person of await session.peopleByIds(plan.summary.shares.map(share => share.to)))
    people.set(person.id, person);
  return people;
}
