import {personName} from '../../domain/people.ts';
import type {Plan, UnmovableReason} from '../../domain/plan.ts';
import {sideEffectsOfPlan} from '../../domain/side-effects/side-effects.ts';
import {oneLine} from '../../domain/text.ts';
import {mayChoosePolicy, type PlanScreen} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {fit, wrap} from '../text/fit.ts';
import {nameOf} from '../text/people.ts';

const LABEL = 12;

/**
 * What else is to be known about a plan, one labelled fact after the other: as lines, so that the screen knows
 * beforehand how much room they take.
 */
export function factLines(state: PlanScreen, plan: Plan, words: Words, width: number): readonly string[] {
  const {label} = words.screens.plan;
  const facts: (readonly [string, string])[] = [
    ...time(state, plan, words).map(text => [label.time, text] as const),
    ...account(state, plan, words).map(text => [label.account, text] as const),
    ...(state.looksFirst ? [[label.first, words.screens.first.planned] as const] : []),
    ...unmovable(state, plan, words).map(text => [label.unmovable, text] as const),
    ...unreadable(state, plan, words).map(text => [label.unreadable, text] as const),
    ...partlySeen(state, plan, words).map(text => [label.partlySeen, text] as const),
    ...effects(state, plan, words),
    ...behindTexts(plan, words).map(text => [label.behind, text] as const),
    [label.kept, kept(state, plan, words)],
    ...(plan.rules?.together ? [[label.clients, words.screens.plan.together] as const] : []),
    ...activities(plan, words).map(text => [label.activities, text] as const),
  ];
  return facts.flatMap(([name, text], index) => {
    const shown = facts[index - 1]?.[0] === name ? '' : name;
    return wrap(text, Math.max(20, width)).map((line, at) => ` ${fit(at === 0 ? shown : '', LABEL)}${line}`);
  });
}

function activities(plan: Plan, words: Words): string[] {
  const counts = plan.summary.follows;
  return (['record-in-plan', 'record-of-another', 'chosen'] as const).flatMap(reason =>
    counts[reason] > 0 ? [`${words.follows(reason, counts[reason])}.`] : [],
  );
}

/** A plan that holds nothing takes no time. */
function time({pinning}: PlanScreen, {records}: Plan, words: Words): string[] {
  return pinning.state === 'got' && records.length > 0 ? [words.forecast.whole(pinning.forecast)] : [];
}

/** Where else the portal names the leaver, and what could not be looked at. */
export function behindTexts({behind}: Plan, words: Words): string[] {
  return behind ? [words.behind.brief(behind), words.behind.unread(behind)].filter(text => text !== '') : [];
}

/** Messages and automation: what cannot be taken back, and does not show in the numbers above. */
function effects(state: PlanScreen, plan: Plan, words: Words): (readonly [string, string])[] {
  const {label} = words.screens.plan;
  const found = sideEffectsOfPlan(plan, state.portal.me.id);
  if (!found) return [];
  const facts = [
    [label.messages, words.effects.briefMessages(found, id => nameOf(id, state.names, words))],
    [label.automation, words.effects.briefAutomation(found)],
  ] as const;
  return facts.filter(([, text]) => text !== '');
}

/** Only a dismissed leaver's invoices and activities can need the account. */
function account(state: PlanScreen, plan: Plan, words: Words): string[] {
  const own = words.screens.plan;
  const name = oneLine(personName(state.leaver), 60);
  if (state.leaver.active) return [own.stillActive(name)];
  const movable = new Map(plan.summary.byType.map(({type, records, unmovable: not}) => [type, records - not]));
  const affected = state.portal.types
    .filter(type => type.mayNeedRehire && (movable.get(type.key) ?? 0) > 0)
    .map(type => words.type.counted(type, movable.get(type.key) ?? 0));
  const list = words.format.list(affected);
  if (state.rehire === 'always') return mayChoosePolicy(state) ? [own.accountAlways(list, name)] : [];
  if (affected.length === 0) return [];
  return [state.rehire === 'never' ? own.accountNever(list, name) : own.account(list, name)];
}

/** What was asked for and could not be read is in no plan, and nothing will be proved for it. */
function unreadable(state: PlanScreen, plan: Plan, words: Words): string[] {
  const types = new Map(state.portal.types.map(type => [type.key, type]));
  return (plan.unreadable ?? []).map(([key, why]) =>
    words.screens.plan.unreadable(words.type.name(types.get(key) ?? {key}), words.unreadable(why)),
  );
}

/** What this key sees only a part of: nothing will be proved for it either. */
function partlySeen(state: PlanScreen, plan: Plan, words: Words): string[] {
  return (plan.partlySeen ?? []).map(one => {
    const type = state.portal.types.find(({key}) => key === one.type) ?? {key: one.type};
    return words.partlySeen(words.type.name(type), one);
  });
}

function kept(state: PlanScreen, plan: Plan, words: Words): string {
  const types = new Map(state.portal.types.map(type => [type.key, type]));
  const list = plan.kept
    .filter(([, count]) => count > 0)
    .map(([key, count]) => words.type.counted(types.get(key) ?? {key}, count));
  return list.length === 0 ? words.screens.plan.keptNothing : words.screens.plan.kept(words.format.list(list));
}

function unmovable(state: PlanScreen, plan: Plan, words: Words): string[] {
  const own = words.screens.plan;
  const counts = new Map<UnmovableReason, number>();
  for (const {reason, records} of plan.summary.unmovable) counts.set(reason, (counts.get(reason) ?? 0) + records);
  if (counts.size === 0) return [];
  const lines = [...counts].map(([reason, count]) => {
    const {why, byHand} = words.unmovable(reason);
    return own.unmovable(count, why, byHand);
  });
  return [...lines, state.acceptUnmovable ? own.unmovableAccepted : own.unmovableLeft];
}
