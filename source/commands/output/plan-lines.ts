import type {TypeKey} from '../../domain/entity-types.ts';
import type {Forecast} from '../../domain/forecast/forecast.ts';
import type {Person} from '../../domain/people.ts';
import type {FollowReason, Plan, UnmovableReason} from '../../domain/plan.ts';
import {takenOf} from '../../domain/scope/type-scope.ts';
import {sideEffectsOfPlan} from '../../domain/side-effects/side-effects.ts';
import type {Tally} from '../../domain/tally.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {factLine} from './line.ts';
import type {TypeNames} from './names.ts';

/** "tally    leads 310, deals 430", and what could not be counted. Types with nothing are left out. */
export function tallyLines(tally: Tally, names: TypeNames): string[] {
  const holding = tally.rows.flatMap(row =>
    row.state === 'counted' && row.total > 0 ? [`${names.label(row.type.key)} ${words.format.number(row.total)}`] : [],
  );
  const unread = tally.rows.flatMap(row =>
    row.state === 'unreadable' ? [`${names.label(row.type.key)} (${words.unreadable(row.why)})`] : [],
  );
  const lines = [factLine(plain.label.tally, holding.join(', ') || plain.nothing)];
  if (unread.length > 0) lines.push(factLine(plain.label.tally, plain.notCounted(unread.join(', '))));
  return lines;
}

/** "plan     7f3a9c, 1,268 records to Ivan Sokolov #12", what follows whom, what cannot be moved, what is kept. */
export function planLines(plan: Plan, people: ReadonlyMap<number, Person>, names: TypeNames): string[] {
  const {number, records, list} = words.format;
  const holds = new Map(plan.holds);
  const {shares} = plan.summary;
  const to = shares.map(({to: id, records: count}) => {
    const person = people.get(id);
    const name = person ? words.person(person) : words.personId(id);
    const open = holds.get(id);
    const facts = [
      ...(shares.length === 1 ? [] : [number(count)]),
      ...(open === undefined ? [] : [plain.holdsNow(number(open))]),
    ];
    return facts.length === 0 ? name : plain.planShare(name, facts.join(', '));
  });
  const lines = [factLine(plain.label.plan, plain.planLine(plan.digest, records(plan.records.length), list(to)))];
  const follows = Object.entries(plan.summary.follows) as [FollowReason, number][];
  const said = follows.flatMap(([reason, count]) => (count > 0 ? [words.follows(reason, count)] : []));
  if (said.length > 0) lines.push(factLine(plain.label.note, said.join('; ')));
  for (const [reason, byType] of unmovable(plan)) {
    const {why, byHand} = words.unmovable(reason);
    const counted = [...byType].map(([type, count]) => names.counted(type, count));
    lines.push(factLine(plain.label.note, plain.unmovable(list(counted), why, byHand)));
  }
  lines.push(...partlySeenLines(plan, names), ...behindLines(plan, names));
  return lines;
}

/** "messages The portal sends …", "starts   …": what the plan sets off besides its moves. @param actingId who the key belongs to */
export function effectLines(
  plan: Plan,
  people: ReadonlyMap<number, Person>,
  leaver: Person,
  names: TypeNames,
  actingId: number,
): string[] {
  const effects = sideEffectsOfPlan(plan, actingId);
  if (!effects || plan.records.length === 0) return [];
  const named = (id: number): string => {
    const person = id === leaver.id ? leaver : people.get(id);
    return person ? words.person(person) : words.personId(id);
  };
  const messages = words.effects.messages(effects, named);
  const started = [
    words.effects.automation(effects, (type, count) => names.counted(type, count)),
    words.effects.history(effects),
  ];
  const starts = started.filter(text => text !== '').join(' ');
  return [
    ...(messages === '' ? [] : [factLine(plain.label.messages, messages)]),
    ...(starts === '' ? [] : [factLine(plain.label.starts, starts)]),
  ];
}

/** The same in numbers, for JSON. */
export function effectsObject(plan: Plan, actingId: number): object | null {
  const effects = sideEffectsOfPlan(plan, actingId);
  if (!effects) return null;
  const {messages, automation, savedAsWhole, history} = effects;
  return {
    messages: messages.map(({personId, ...rest}) => ({id: personId, ...rest})),
    automation,
    savedAsWhole,
    history,
  };
}

/** "time     about 6 to 10 min, 240 requests; what binds: execution time of crm.item.update". */
export function forecastLine(forecast: Forecast): string {
  return factLine(plain.label.time, words.forecast.whole(forecast));
}

/** The same in whole seconds, for JSON. */
export function forecastObject({requests, seconds: [least, most], binds}: Forecast): object {
  return {requests, seconds: [Math.floor(least), Math.ceil(most)], binds};
}

function unmovable(plan: Plan): Map<UnmovableReason, Map<TypeKey, number>> {
  const groups = new Map<UnmovableReason, Map<TypeKey, number>>();
  for (const {reason, type, records} of plan.summary.unmovable) {
    groups.set(reason, (groups.get(reason) ?? new Map<TypeKey, number>()).set(type, records));
  }
  return groups;
}

/** "235 closed activities kept by choice", or nothing. */
export function keptText(plan: Plan, names: TypeNames): string {
  const scope = new Map(plan.scope);
  const parts = plan.kept.flatMap(([type, count]) => {
    if (count === 0) return [];
    const what = names.counted(type, count);
    const space = what.indexOf(' ');
    const [amount, noun] = [what.slice(0, space), what.slice(space + 1)];
    // What stays is the other half of what was taken.
    const state = takenOf(scope.get(type));
    if (state === 'open') return [`${amount} ${plain.partClosed(noun)}`];
    return [state === 'closed' ? `${amount} ${plain.partOpen(noun)}` : what];
  });
  return parts.length === 0 ? '' : plain.kept(words.format.list(parts));
}

/** Types of which this key sees a part: nothing is proved of them. */
export function partlySeenLines(plan: Plan, names: TypeNames): string[] {
  return (plan.partlySeen ?? []).map(one => factLine(plain.label.note, words.partlySeen(names.label(one.type), one)));
}

/** "behind   2 workflow tasks; by hand: …", one line each: in the plan, and again in the report. */
export function behindLines({behind}: Pick<Plan, 'behind'>, names: TypeNames): string[] {
  if (!behind) return [];
  const unread = words.behind.unread(behind);
  return [
    ...behind.found.map(one => words.behind.found(one, (type, count) => names.counted(type, count))),
    ...(unread === '' ? [] : [unread]),
  ].map(text => factLine(plain.label.behind, text));
}

/** Types that were asked for and cannot be read: nothing of them is in the plan, and nothing is proved. */
export function unreadableLines(plan: Plan, names: TypeNames): string[] {
  return (plan.unreadable ?? []).map(([type, why]) =>
    factLine(plain.label.proof, words.report.unproved(names.label(type), words.unreadable(why))),
  );
}
