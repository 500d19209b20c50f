import type {EntityType, TypeKey} from '../../domain/entity-types.ts';
import type {Person} from '../../domain/people.ts';
import {defaultScope, defaultState, type StateChoice} from '../../domain/scope.ts';
import type {Tally} from '../../domain/tally.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {RehirePolicy, Session} from '../../engine/contract.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {readPace} from '../profiles/defaults.ts';
import {findSuccessor, readWho} from './people.ts';
import {readDuration} from './runs.ts';
import {type PerType, readStates, readSuccessors, readTypes, refuseMissing, refuseOutside} from './types.ts';

/** What commander hands over for `run`. */
export interface RunFlags {
  readonly profile?: string;
  readonly leaver?: string;
  readonly to: readonly string[];
  readonly type: readonly string[];
  readonly state: readonly string[];
  readonly rehire?: RehirePolicy;
  readonly yes?: boolean;
  readonly acceptUnmovable?: boolean;
  readonly patience?: string;
  readonly windowLimit?: string;
  readonly maxRps?: string;
  readonly json?: boolean;
  readonly jsonLines?: boolean;
}

/** How a plan is carried out, whatever command made it. */
export interface RunChoices {
  readonly rehire: RehirePolicy;
  /** The policy stands on the command line: no saved one counts. */
  readonly rehireGiven: boolean;
  /** A yes to the plan is given. */
  readonly yes: boolean;
  /** A yes to opening the account is given: the policy stands on the command line beside `--yes`. */
  readonly yesToOpening: boolean;
  readonly acceptUnmovable: boolean;
  /** How long to go on without an answer of the portal, in milliseconds. */
  readonly patienceMs: number;
  /** Open time of the account in all, in milliseconds. */
  readonly windowLimitMs: number;
  /** Requests a second at most; undefined: the portal's own pace. */
  readonly maxRps: number | undefined;
}

/** The flags, checked as far as that is possible without asking a portal. */
export interface RunAnswers extends RunChoices {
  readonly leaver: string;
  readonly successors: PerType<string>;
  readonly types: readonly TypeKey[] | undefined;
  readonly states: PerType<StateChoice>;
}

/** What every command that writes takes. */
export type WriteFlags = Pick<
  RunFlags,
  'profile' | 'rehire' | 'yes' | 'acceptUnmovable' | 'patience' | 'windowLimit' | 'maxRps' | 'json' | 'jsonLines'
>;

/** @throws UsageTrouble where nobody can be asked and no yes is given */
export function readChoices(flags: WriteFlags, interactive: boolean): RunChoices {
  const yes = flags.yes === true;
  if (!yes && !interactive) throw new UsageTrouble(plain.yesNeeded);
  return {
    yes,
    rehire: flags.rehire ?? (interactive ? 'when-refused' : 'never'),
    rehireGiven: flags.rehire !== undefined,
    yesToOpening: yes && flags.rehire !== undefined,
    acceptUnmovable: flags.acceptUnmovable === true,
    patienceMs: readDuration('--patience', flags.patience ?? '30m'),
    windowLimitMs: readDuration('--window-limit', flags.windowLimit ?? '30m'),
    maxRps: flags.maxRps === undefined ? undefined : readPace(flags.maxRps, false),
  };
}

/** The policy that counts on this portal: a saved one in a terminal only, where somebody is asked before it opens anything. */
export function policyOn(
  {rehire, rehireGiven}: RunChoices,
  saved: RehirePolicy | undefined,
  interactive: boolean,
): RehirePolicy {
  return rehireGiven || !interactive ? rehire : (saved ?? rehire);
}

/** Throws UsageTrouble for the first thing that is missing or wrong, before anything is sent anywhere. */
export function readRunFlags(flags: RunFlags, interactive: boolean): RunAnswers {
  if (flags.leaver === undefined) throw new UsageTrouble(plain.missing('--leaver', '--leaver 42'));
  if (flags.to.length === 0) throw new UsageTrouble(plain.missing('--to', '--to 12, or --to deal=12,contact=31'));
  const leaver = readWho('--leaver', flags.leaver);
  const successors = readSuccessors(flags.to);
  const types = readTypes(flags.type);
  const states = readStates(flags.state);
  refuseOutside('--to', successors.perType.keys(), types);
  refuseOutside('--state', states.perType.keys(), types);
  // An activity may follow its record, so whether it needs somebody of its own is seen only in the plan.
  if (types)
    refuseUncovered(
      types.filter(type => type !== 'activity').map(key => ({key})),
      successors,
    );
  return {leaver, successors, types, states, ...readChoices(flags, interactive)};
}

/** The scope that the flags mean on this portal. */
export function scopeOf(
  answers: Pick<RunAnswers, 'types' | 'states' | 'successors'>,
  portalTypes: readonly EntityType[],
): Map<TypeKey, StateChoice> {
  refuseMissing('--type', answers.types ?? [], portalTypes);
  refuseMissing('--to', answers.successors.perType.keys(), portalTypes);
  refuseMissing('--state', answers.states.perType.keys(), portalTypes);
  const byDefault = defaultScope(portalTypes);
  const named = new Set([...answers.successors.perType.keys(), ...answers.states.perType.keys()]);
  const scope = new Map<TypeKey, StateChoice>();
  for (const type of portalTypes) {
    // Naming a type in --to or --state takes it, also one that is not taken by default.
    const taken = answers.types ? answers.types.includes(type.key) : byDefault.has(type.key) || named.has(type.key);
    const state = answers.states.perType.get(type.key) ?? answers.states.general ?? defaultState(type);
    if (taken) scope.set(type.key, state);
  }
  return scope;
}

export interface Successors {
  readonly general?: Person;
  readonly perType: ReadonlyMap<TypeKey, Person>;
}

/** Looks up who receives what, each person once. */
export async function findSuccessors(
  session: Session,
  answers: Pick<RunAnswers, 'successors'>,
  leaverId: number,
): Promise<Successors> {
  const found = new Map<string, Person>();
  const find = async (flag: string, who: string): Promise<Person> => {
    const person = found.get(who) ?? (await findSuccessor(session, flag, who, leaverId));
    found.set(who, person);
    return person;
  };
  const {general, perType} = answers.successors;
  const everybody = general === undefined ? undefined : await find('--to', general);
  const people = new Map<TypeKey, Person>();
  for (const [type, who] of perType) people.set(type, await find(`--to ${type}=`, who));
  return everybody ? {general: everybody, perType: people} : {perType: people};
}

/** A type in scope that holds something and for which nobody is named. Activities may all follow their records. */
export function refuseHeirless(
  tally: Tally,
  scope: ReadonlyMap<TypeKey, StateChoice>,
  answers: Pick<RunAnswers, 'successors'>,
): void {
  const holding = tally.rows.filter(row => row.state === 'counted' && row.total > 0).map(row => row.type);
  refuseUncovered(
    holding.filter(type => scope.has(type.key) && type.key !== 'activity'),
    answers.successors,
  );
}

function refuseUncovered(
  types: readonly (Pick<EntityType, 'key'> & {portalTitle?: string})[],
  successors: PerType<string>,
): void {
  if (successors.general !== undefined) return;
  const bare = types.filter(type => !successors.perType.has(type.key));
  if (bare.length === 0) return;
  const names = words.format.list(bare.map(type => words.type.counted(type, 2).replace(/^2 /, '')));
  throw new UsageTrouble(plain.noSuccessorFor(names, bare.map(type => `--to ${type.key}=ID`).join(' ')));
}
