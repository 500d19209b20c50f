import {parseTypeKey, type TypeKey} from '../entity-types.ts';
import {readMoment, type MomentProblem} from './moments.ts';

/** The flags that narrow a scope, with what each narrows. */
export const SCOPE_FLAGS = {
  pipeline: '--pipeline',
  stage: '--stage',
  createdFrom: '--created-after',
  createdBefore: '--created-before',
  changedFrom: '--changed-after',
  changedBefore: '--changed-before',
} as const;

export type ScopeFlag = keyof typeof SCOPE_FLAGS;

/** Values as given, each flag as often as it stood on the command line. */
export type ScopeFlagValues = Readonly<Partial<Record<ScopeFlag, readonly string[]>>>;

/** What flags say of one type, or of every type. Moments in milliseconds since 1970. */
export interface Narrowing {
  readonly pipeline?: readonly number[];
  readonly stage?: readonly string[];
  /** That moment and later ones. */
  readonly createdFrom?: number;
  /** Earlier moments alone. */
  readonly createdBefore?: number;
  readonly changedFrom?: number;
  readonly changedBefore?: number;
}

export interface ScopeFlags {
  /** From values that stand without a type. */
  readonly general: Narrowing;
  readonly perType: ReadonlyMap<TypeKey, Narrowing>;
}

/** A value that cannot be read, with the flag as written and the piece of the value that is wrong. Hostile text. */
export interface FlagProblem {
  readonly flag: (typeof SCOPE_FLAGS)[ScopeFlag];
  readonly value: string;
  readonly problem:
    | 'empty'
    | 'unknown-type'
    | 'not-a-pipeline'
    | 'not-a-stage'
    | MomentProblem
    /** A second date for the same type: which one is meant? */
    | 'twice'
    /** `deal=C2:NEW,C2:WON`: of the second nobody knows whether it is still about deals. */
    | 'mixed';
}

export type ScopeFlagsResult =
  | {readonly ok: true; readonly flags: ScopeFlags}
  | {readonly ok: false; readonly problems: readonly FlagProblem[]};

const PER_TYPE = /^([a-z][\w-]*(?::\w*)?)=(.*)$/is;
const STAGE = /^[^\s,=\p{C}]{1,100}$/u;
const GENERAL = '';

/**
 * Reads flag values: `2`, `deal=2`, several of a kind repeated or comma-separated. Nothing is trimmed or guessed.
 * Everything that is wrong is told, not only the first.
 *
 * @param zone in which a date without a time is a day, see `readMoment`
 */
export function readScopeFlags(values: ScopeFlagValues, zone: string): ScopeFlagsResult {
  const problems: FlagProblem[] = [];
  const told = new Map<TypeKey | '', Record<string, number | (number | string)[]>>();
  for (const key of Object.keys(SCOPE_FLAGS) as ScopeFlag[]) {
    const flag = SCOPE_FLAGS[key];
    const where = new Set<TypeKey | ''>();
    for (const piece of (values[key] ?? []).flatMap(value => value.split(','))) {
      const read = readPiece(key, piece, zone);
      if ('problem' in read) {
        problems.push({flag, value: piece, problem: read.problem});
        continue;
      }
      const {type, value} = read;
      const narrowing = told.get(type) ?? {};
      const before = narrowing[key];
      if (Array.isArray(value)) narrowing[key] = [...(Array.isArray(before) ? before : []), ...value];
      else if (before === undefined) narrowing[key] = value;
      else problems.push({flag, value: piece, problem: 'twice'});
      const mixed = Array.isArray(value) && where.size > 0 && where.has(GENERAL) !== (type === GENERAL);
      if (mixed) problems.push({flag, value: piece, problem: 'mixed'});
      where.add(type);
      told.set(type, narrowing);
    }
  }
  if (problems.length > 0) return {ok: false, problems};
  const perType = new Map<TypeKey, Narrowing>();
  for (const [type, narrowing] of told) if (type !== GENERAL) perType.set(type, narrowing);
  return {ok: true, flags: {general: told.get(GENERAL) ?? {}, perType}};
}

type Piece =
  | {readonly type: TypeKey | ''; readonly value: number | (number | string)[]}
  | {readonly problem: FlagProblem['problem']};

function readPiece(key: ScopeFlag, piece: string, zone: string): Piece {
  const [, name, own] = PER_TYPE.exec(piece) ?? [];
  const type = name === undefined ? GENERAL : parseTypeKey(name);
  const given = own ?? piece;
  if (type === undefined) return {problem: 'unknown-type'};
  if (given === '') return {problem: 'empty'};
  if (key === 'pipeline')
    return /^(0|[1-9]\d{0,8})$/.test(given) ? {type, value: [Number(given)]} : {problem: 'not-a-pipeline'};
  if (key === 'stage') return STAGE.test(given) ? {type, value: [given]} : {problem: 'not-a-stage'};
  const moment = readMoment(given, zone);
  return moment.ok ? {type, value: moment.at} : {problem: moment.problem};
}
