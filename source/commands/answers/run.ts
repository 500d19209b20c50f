import type {EntityType} from '../../domain/entity-types.ts';
import type {PlanRules} from '../../domain/rules/rule.ts';
import type {FullScope} from '../../domain/scope/type-scope.ts';
import type {Tally} from '../../domain/tally.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {RehirePolicy} from '../../engine/contract.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {readPace} from '../profiles/defaults.ts';
import {type Job, type JobFlags, readJob} from './job.ts';
import {readDuration} from './runs.ts';

/** What commander hands over for `run`. */
export interface RunFlags extends JobFlags {
  readonly profile?: string;
  readonly rehire?: RehirePolicy;
  readonly yes?: boolean;
  readonly acceptUnmovable?: boolean;
  readonly patience?: string;
  readonly windowLimit?: string;
  readonly maxRps?: string;
  readonly canaryOnly?: boolean;
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
  /** Stop after the first records of each type. */
  readonly canaryOnly: boolean;
}

/** The flags, checked as far as that is possible without asking a portal. */
export interface RunAnswers extends RunChoices {
  readonly job: Job;
}

/** What every command that writes takes. */
export type WriteFlags = Pick<
  RunFlags,
  | 'profile'
  | 'rehire'
  | 'yes'
  | 'acceptUnmovable'
  | 'patience'
  | 'windowLimit'
  | 'maxRps'
  | 'canaryOnly'
  | 'json'
  | 'jsonLines'
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
    canaryOnly: flags.canaryOnly === true,
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
  const job = readJob(flags);
  // An activity may follow its record, so whether it needs somebody of its own is seen only in the plan.
  const named = job.types?.filter(type => type !== 'activity').map(key => ({key})) ?? [];
  refuseUncovered(named, job.rules);
  return {job, ...readChoices(flags, interactive)};
}

/** A type in scope that holds something and for which nobody is named. Activities may all follow their records. */
export function refuseHeirless(tally: Tally, scope: FullScope, rules: PlanRules<string>): void {
  const holding = tally.rows.filter(row => row.state === 'counted' && row.total > 0).map(row => row.type);
  refuseUncovered(
    holding.filter(type => scope.has(type.key) && type.key !== 'activity'),
    rules,
  );
}

function refuseUncovered(
  types: readonly (Pick<EntityType, 'key'> & {portalTitle?: string})[],
  {general, perType, together}: PlanRules<string>,
): void {
  if (general !== undefined) return;
  const bare = types.filter(({key}) => !perType.has(key) && !together?.types.has(key));
  if (bare.length === 0) return;
  const names = words.format.list(bare.map(type => words.type.counted(type, 2).replace(/^2 /, '')));
  throw new UsageTrouble(plain.noSuccessorFor(names, bare.map(type => `--to ${type.key}=ID`).join(' ')));
}
