import type {TypeKey} from '../../domain/entity-types.ts';
import type {PlanRules, ShareRule} from '../../domain/rules/rule.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {plain} from '../../words/plain.ts';
import {quoted, readWho} from './people.ts';
import {type PerType, pieces, readPerType, splitType} from './types.ts';

/** How several share what is theirs. */
type Kind = 'turns' | 'balanced';

/** What flags say of who receives what: people by id or address, as written. */
export interface DivisionFlags {
  readonly to: readonly string[];
  readonly divide?: readonly string[];
}

/** Somebody by what they are, looked up with the leaver. */
export const HEAD = 'head';

/** `--to 12`, `--to deal=12`, several of a kind with `--divide`. */
export function readDivision({to, divide = []}: DivisionFlags): PlanRules<string> {
  const kinds = readKinds(divide);
  const general: string[] = [];
  const perType = new Map<TypeKey, string[]>();
  // The empty value keeps its own sentence: it is no gap in a list but a missing person.
  if (to.length === 1 && to[0] === '') readWho('--to', '');
  for (const piece of to.length === 0 ? [] : pieces('--to', to)) {
    const [type, given] = splitType('--to', piece);
    const who = given === HEAD ? given : readWho('--to', given);
    const list = type === undefined ? general : (perType.get(type) ?? []);
    list.push(who);
    if (type !== undefined) perType.set(type, list);
  }
  refuseIdle(kinds, general, perType);
  return {
    ...(general.length > 0 && {general: shareOf(general, kinds.general, plain.everything)}),
    perType: new Map(
      [...perType].map(([type, list]) => [type, shareOf(list, kinds.perType.get(type) ?? kinds.general, type)]),
    ),
  };
}

function readKinds(values: readonly string[]): PerType<Kind> {
  if (values.length === 0) return {perType: new Map()};
  return readPerType('--divide', pieces('--divide', values), kind => {
    if (kind !== 'turns' && kind !== 'balanced') throw new UsageTrouble(plain.unknownDivide(quoted(kind)));
    return kind;
  });
}

function shareOf(people: readonly string[], kind: Kind | undefined, what: string): ShareRule<string> {
  const [first = ''] = people;
  if (people.length === 1) return {kind: 'person', to: first};
  if (kind === undefined) throw new UsageTrouble(plain.severalTo('--to', what));
  return {kind, among: people};
}

/** A way to share where nobody shares would silently do nothing. */
function refuseIdle(
  {general: kind, perType: kinds}: PerType<Kind>,
  general: readonly string[],
  perType: ReadonlyMap<TypeKey, readonly string[]>,
): void {
  const lists = [general, ...perType.values()];
  if (kind !== undefined && lists.every(list => list.length < 2)) throw new UsageTrouble(plain.divideAlone(kind));
  for (const [type, own] of kinds)
    if ((perType.get(type)?.length ?? 0) < 2) throw new UsageTrouble(plain.divideAlone(`${type}=${own}`));
}
