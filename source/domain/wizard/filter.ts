import {type MomentProblem, readMoment} from '../scope/moments.ts';
import {type Span, tidy, type TypeScope} from '../scope/type-scope.ts';
import {inState, type StateChoice} from '../scope.ts';
import {DATE_FIELDS, type DateField, type Dates, type Filter, type StageView, type TypeChoice} from './state-scope.ts';

export const NO_FILTER: Filter = {pipelines: [], stages: [], dates: {}};

/** Why what was typed into a field is no date to narrow by; `after-end`: nothing lies between the two. */
export type DateProblem = MomentProblem | 'after-end';

/** The scope that a choice means, in the one way it is compared. */
export function scopeOf({which, filter = NO_FILTER, without = []}: TypeChoice): TypeScope {
  const {pipelines, stages, created, changed} = filter;
  return tidy({
    state: which,
    ...(pipelines.length > 0 && {pipelines: pipelines.map(({id}) => id)}),
    ...(stages.length > 0 && {stages: stages.map(({id}) => id)}),
    ...(created && {created}),
    ...(changed && {changed}),
    without,
  });
}

/** Tells scopes apart. */
export function scopeSign(scope: TypeScope): string {
  return JSON.stringify(tidy(scope));
}

function spanOf(from: string | undefined, before: string | undefined, zone: string): Span | undefined {
  const [begin, end] = [momentAt(from, zone), momentAt(before, zone)];
  if (begin === undefined && end === undefined) return undefined;
  return {...(begin !== undefined && {from: begin}), ...(end !== undefined && {before: end})};
}

function momentAt(text: string | undefined, zone: string): number | undefined {
  const read = text === undefined || text === '' ? undefined : readMoment(text, zone);
  return read?.ok ? read.at : undefined;
}

/** What of the fields cannot be taken over, and why; the empty ones are no problem. */
export function dateProblems(typed: Dates, zone: string): ReadonlyMap<DateField, DateProblem> {
  const problems = new Map<DateField, DateProblem>();
  for (const field of DATE_FIELDS) {
    const text = typed[field] ?? '';
    const read = text === '' ? undefined : readMoment(text, zone);
    if (read && !read.ok) problems.set(field, read.problem);
  }
  for (const [from, before] of [
    ['createdFrom', 'createdBefore'],
    ['changedFrom', 'changedBefore'],
  ] as const) {
    const [begin, end] = [momentAt(typed[from], zone), momentAt(typed[before], zone)];
    if (begin !== undefined && end !== undefined && begin >= end) problems.set(before, 'after-end');
  }
  return problems;
}

/**
 * The filter with the dates of fields that can all be read, without the empty ones.
 *
 * @param zone in which a day begins
 */
export function withDates(filter: Filter, typed: Dates, zone: string): Filter {
  return {
    ...filter,
    dates: Object.fromEntries(DATE_FIELDS.flatMap(field => (typed[field] ? [[field, typed[field]]] : []))),
    created: spanOf(typed.createdFrom, typed.createdBefore, zone),
    changed: spanOf(typed.changedFrom, typed.changedBefore, zone),
  };
}

/** A stage can hold something that is taken: it is in a taken pipeline, and open or closed as is asked for. */
export function stageFits(stage: StageView, {pipelines}: Filter, which: StateChoice): boolean {
  const inPipeline =
    pipelines.length === 0 || stage.pipeline === undefined || pipelines.some(({id}) => id === stage.pipeline);
  return inPipeline && inState(which, stage.closed);
}

/** The choice with another state or filter. Stages that could hold nothing of it any more are not asked for. */
export function narrowed(choice: TypeChoice, more: Partial<Pick<TypeChoice, 'which' | 'filter'>>): TypeChoice {
  const next = {...choice, ...more, take: true};
  const {filter} = next;
  if (!filter) return next;
  const stages = filter.stages.filter(stage => stageFits(stage, filter, next.which));
  const empty = filter.pipelines.length + stages.length + Object.keys(filter.dates).length === 0;
  return {...next, filter: empty ? undefined : {...filter, stages}};
}

/** In the list if it was not, out of it if it was. */
export function toggled<Item extends {readonly id: string | number}>(list: readonly Item[], item: Item): Item[] {
  return list.some(({id}) => id === item.id) ? list.filter(({id}) => id !== item.id) : [...list, item];
}
