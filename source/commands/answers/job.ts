import type {TypeKey} from '../../domain/entity-types.ts';
import type {IdsFile} from '../../domain/ids-file/ids-file.ts';
import type {PlanRules, Rule} from '../../domain/rules/rule.ts';
import {defaultScope} from '../../domain/scope.ts';
import type {ScopeFlagValues} from '../../domain/scope/flags.ts';
import {fullScope, type FullScope} from '../../domain/scope/type-scope.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import type {Connection} from '../../engine/contract.ts';
import {plain} from '../../words/plain.ts';
import {readDivision} from './divide.ts';
import {openRequest, readIds} from './files.ts';
import {quoted, readWho} from './people.ts';
import {readNarrowing, scopeOf, zoneOf} from './scope.ts';
import {readStates, readTypes, refuseMissing, refuseOutside} from './types.ts';

/** The flags of `plan` and `run` that say what is handed over. */
export interface JobFlags {
  readonly leaver?: string;
  readonly to: readonly string[];
  readonly type: readonly string[];
  readonly state: readonly string[];
  readonly pipeline?: readonly string[];
  readonly stage?: readonly string[];
  readonly createdAfter?: readonly string[];
  readonly createdBefore?: readonly string[];
  readonly changedAfter?: readonly string[];
  readonly changedBefore?: readonly string[];
  readonly idsFile?: string;
  readonly divide?: readonly string[];
  readonly together?: boolean;
  readonly follow?: 'owner' | 'chosen';
  readonly request?: string;
}

/** What is handed over, and to whom, as far as that is known without asking a portal. */
export interface Job {
  readonly leaver: string;
  /** People as written: an id, an address, or `head`. */
  readonly rules: PlanRules<string>;
  readonly ownersKeep: boolean;
  /** Types that were named by hand, of which it is known already whether somebody gets them. */
  readonly types: readonly TypeKey[] | undefined;
  /** How a message names where somebody was named. */
  whereNamed(who: string): string;
  /** The scope on this portal, and the rules of it. @throws UsageTrouble */
  on(connection: Pick<Connection, 'types' | 'me'>): {scope: FullScope; rules: PlanRules<string>};
}

/** @throws UsageTrouble for the first thing that is missing or wrong */
export function readJob(flags: JobFlags): Job {
  return flags.request === undefined ? fromFlags(flags) : fromRequest(flags.request, flags);
}

function fromFlags(flags: JobFlags): Job {
  if (flags.leaver === undefined) throw new UsageTrouble(plain.missing('--leaver', '--leaver 42'));
  const ids = flags.idsFile === undefined ? undefined : readIds(flags.idsFile);
  if (ids && flags.type.length > 0) throw new UsageTrouble(plain.withIds);
  if (flags.to.length === 0 && (ids?.successors.length ?? 0) === 0)
    throw new UsageTrouble(plain.missing('--to', '--to 12, or --to deal=12,contact=31'));
  const leaver = readWho('--leaver', flags.leaver);
  const division = readDivision(flags);
  const types = readTypes(flags.type);
  const states = readStates(flags.state);
  const values = valuesOf(flags);
  // What a day is depends on the portal's zone; that it is one does not.
  readNarrowing(values, 'UTC');
  const toTypes = [...division.perType.keys()];
  refuseOutside('--to', toTypes, types);
  refuseOutside('--state', states.perType.keys(), types);
  if (ids) refuseOutsideFile(ids, toTypes, [...states.perType.keys()]);
  const {general} = division;
  if (flags.together && (!general || general.kind === 'person')) throw new UsageTrouble(plain.togetherAlone);
  const rules = ids ? withFile(division, ids) : division;
  const answers = {types, states, values, ids, toTypes};
  return {
    leaver,
    rules,
    ownersKeep: flags.follow !== 'chosen',
    types: ids ? undefined : types,
    whereNamed: who => namedBy(who, division, flags.idsFile, ids),
    on(connection) {
      const scope = scopeOf(answers, connection);
      return {scope, rules: flags.together ? withTogether(rules, scope) : rules};
    },
  };
}

function valuesOf(flags: JobFlags): ScopeFlagValues {
  return {
    ...(flags.pipeline && {pipeline: flags.pipeline}),
    ...(flags.stage && {stage: flags.stage}),
    ...(flags.createdAfter && {createdFrom: flags.createdAfter}),
    ...(flags.createdBefore && {createdBefore: flags.createdBefore}),
    ...(flags.changedAfter && {changedFrom: flags.changedAfter}),
    ...(flags.changedBefore && {changedBefore: flags.changedBefore}),
  };
}

function refuseOutsideFile({byType}: IdsFile, toTypes: readonly TypeKey[], stateTypes: readonly TypeKey[]): void {
  for (const type of toTypes) if (!byType.has(type)) throw new UsageTrouble(plain.notInFile('--to', type));
  for (const type of stateTypes) if (!byType.has(type)) throw new UsageTrouble(plain.notInFile('--state', type));
}

/** Records whose successor the file names go there, the others by the flags. */
function withFile({general, perType, ...rest}: PlanRules<string>, {byType}: IdsFile): PlanRules<string> {
  const rules = new Map(perType);
  for (const [type, {successors}] of byType) {
    if (successors.size === 0) continue;
    const otherwise = perType.get(type) ?? general;
    const file: Rule<string> = {kind: 'file', successors};
    rules.set(type, otherwise && otherwise.kind !== 'file' ? {...file, otherwise} : file);
  }
  return {...rest, ...(general && {general}), perType: rules};
}

function withTogether(rules: PlanRules<string>, scope: FullScope): PlanRules<string> {
  const {general} = rules;
  const types = new Set([...scope.keys()].filter(type => !rules.perType.has(type)));
  if (types.size === 0) throw new UsageTrouble(plain.togetherNothing);
  return general && general.kind !== 'person' ? {...rules, together: {types, share: general}} : rules;
}

function namedBy(who: string, {general, perType}: PlanRules<string>, file = '', ids?: IdsFile): string {
  const names = (rule: Rule<string>): boolean =>
    rule.kind === 'person' ? rule.to === who : 'among' in rule && rule.among.includes(who);
  if (general && names(general)) return '--to';
  for (const [type, rule] of perType) if (names(rule)) return `--to ${type}=`;
  const line = ids?.successors.find(one => one.who === who)?.line;
  return line === undefined ? '--to' : plain.whoInFile(quoted(file), line);
}

const BESIDES = {
  leaver: '--leaver',
  to: '--to',
  type: '--type',
  state: '--state',
  pipeline: '--pipeline',
  stage: '--stage',
  createdAfter: '--created-after',
  createdBefore: '--created-before',
  changedAfter: '--changed-after',
  changedBefore: '--changed-before',
  idsFile: '--ids-file',
  divide: '--divide',
  together: '--together',
  follow: '--follow',
} as const satisfies Partial<Record<keyof JobFlags, string>>;

function fromRequest(path: string, flags: JobFlags): Job {
  for (const [key, flag] of Object.entries(BESIDES)) {
    const given = flags[key as keyof typeof BESIDES];
    if (Array.isArray(given) ? given.length > 0 : given !== undefined) throw new UsageTrouble(plain.withRequest(flag));
  }
  const file = openRequest(path);
  const {leaver, rules, ownersKeep} = file.read('UTC');
  return {
    leaver,
    rules,
    ownersKeep,
    types: undefined,
    whereNamed: () => plain.whoInRequest(file.name),
    on(connection) {
      const {types} = connection;
      const scope = file.read(zoneOf(connection)).scope ?? fullScope(defaultScope(types));
      refuseMissing(plain.whoInRequest(file.name), [...scope.keys(), ...rules.perType.keys()], types);
      return {scope, rules};
    },
  };
}
