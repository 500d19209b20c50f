import type {EntityType, TypeKey} from '../../domain/entity-types.ts';
import type {IdsFile} from '../../domain/ids-file/ids-file.ts';
import {defaultScope, defaultState, type StateChoice} from '../../domain/scope.ts';
import {readScopeFlags, type ScopeFlags, type ScopeFlagValues} from '../../domain/scope/flags.ts';
import {namedTypes, narrowScope, scopeOfIds} from '../../domain/scope/narrow.ts';
import {fullScope, type FullScope} from '../../domain/scope/type-scope.ts';
import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {Connection} from '../../engine/contract.ts';
import {plain} from '../../words/plain.ts';
import {type PerType, refuseMissing} from './types.ts';

/** What flags say of which records are taken, checked as far as that is possible without asking a portal. */
export interface ScopeAnswers {
  readonly types: readonly TypeKey[] | undefined;
  readonly states: PerType<StateChoice>;
  readonly values: ScopeFlagValues;
  readonly ids: IdsFile | undefined;
  /** Types that `--to` names: naming one takes it, also one that is not taken by default. */
  readonly toTypes: readonly TypeKey[];
}

/** In which zone a day is a day: that in which this person sees the portal's lists, else this machine's. */
export function zoneOf({me}: Pick<Connection, 'me'>): string {
  return me.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** @throws UsageTrouble for all values that cannot be read, by the first of them */
export function readNarrowing(values: ScopeFlagValues, zone: string): ScopeFlags {
  const read = readScopeFlags(values, zone);
  if (read.ok) return read.flags;
  throw new UsageTrouble(
    read.problems
      .slice(0, 5)
      .map(problem => plain.flagProblem(problem, oneLine(problem.value, 60)))
      .join(' '),
  );
}

/** The scope that the flags mean on this portal. @throws UsageTrouble */
export function scopeOf(answers: ScopeAnswers, {types, me}: Pick<Connection, 'types' | 'me'>): FullScope {
  const flags = readNarrowing(answers.values, zoneOf({me}));
  refuseMissing('--type', answers.types ?? [], types);
  refuseMissing('--to', answers.toTypes, types);
  refuseMissing('--state', answers.states.perType.keys(), types);
  for (const [type, line] of answers.ids?.firstLines ?? [])
    refuseMissing(plain.lineOf('--ids-file', line), [type], types);
  const narrowed = narrowScope(
    answers.ids ? ofIds(answers.ids, answers.states) : ofStates(answers, flags, types),
    flags,
  );
  if (narrowed.ok) return narrowed.scope;
  throw new UsageTrouble(narrowed.problems.map(problem => plain.narrowProblem(problem)).join(' '));
}

function ofIds({byType}: IdsFile, {general, perType}: PerType<StateChoice>): FullScope {
  const asked = [...byType.keys()].flatMap(type => {
    const state = perType.get(type) ?? general;
    return state === undefined ? [] : [[type, state] as const];
  });
  return scopeOfIds(new Map([...byType].map(([type, {ids}]) => [type, ids])), new Map(asked));
}

function ofStates(answers: ScopeAnswers, flags: ScopeFlags, types: readonly EntityType[]): FullScope {
  const byDefault = defaultScope(types);
  const named = new Set([...answers.toTypes, ...answers.states.perType.keys(), ...namedTypes(flags)]);
  const scope = new Map<TypeKey, StateChoice>();
  for (const type of types) {
    // Naming a type in a flag takes it, also one that is not taken by default.
    const taken = answers.types ? answers.types.includes(type.key) : byDefault.has(type.key) || named.has(type.key);
    const state = answers.states.perType.get(type.key) ?? answers.states.general ?? defaultState(type);
    if (taken) scope.set(type.key, state);
  }
  return fullScope(scope);
}
