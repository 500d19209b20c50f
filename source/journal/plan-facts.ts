import type {TypeKey} from '../domain/entity-types.ts';
import type {Plan, PinnedRules} from '../domain/plan.ts';
import type {Rule, ShareRule, ToPerson} from '../domain/rules/rule.ts';
import type {StateChoice} from '../domain/scope.ts';
import type {TypeScope} from '../domain/scope/type-scope.ts';

/** What is known of a plan once its last record is pinned. */
export type PlanFacts = Pick<
  Plan,
  'pinnedAt' | 'scope' | 'kept' | 'unreadable' | 'partlySeen' | 'behind' | 'edited' | 'rules' | 'holds' | 'hidden'
> & {
  readonly names?: PlanNames;
};

/** Names for reports, as they were when the plan was pinned: of people, and the portal's own titles of types. Hostile. */
export interface PlanNames {
  readonly people: readonly (readonly [number, string])[];
  readonly types: readonly (readonly [TypeKey, string])[];
}

/** Facts as they stand in the journal: maps and sets as lists. */
interface StoredFacts extends Omit<PlanFacts, 'pinnedAt' | 'scope' | 'rules'> {
  /** Journals of before keep states alone. */
  readonly scope: readonly (readonly [TypeKey, TypeScope | StateChoice])[];
  readonly rules?: StoredRules;
  /** What journals of before keep instead of rules: one person for everything, or one for each type. */
  readonly assignment?: {readonly general?: number; readonly perType: readonly (readonly [TypeKey, number])[]};
}

interface StoredRules {
  readonly general?: ShareRule;
  readonly perType: readonly (readonly [TypeKey, StoredRule])[];
  readonly together?: {
    readonly types: readonly TypeKey[];
    readonly share: NonNullable<PinnedRules['together']>['share'];
  };
  readonly ownersKeep: boolean;
}

type StoredRule =
  | Exclude<Rule, {kind: 'file'}>
  | (Omit<Extract<Rule, {kind: 'file'}>, 'successors'> & {readonly successors: readonly (readonly [number, number])[]});

/** The facts of a plan for its column. */
export function factsToJson({rules, ...facts}: Omit<PlanFacts, 'pinnedAt'>): string {
  const stored: StoredFacts = {...facts, ...(rules && {rules: storedRules(rules)})};
  return JSON.stringify(stored);
}

function storedRules({general, perType, together, ownersKeep}: PinnedRules): StoredRules {
  return {
    ...(general && {general}),
    perType: [...perType].map(([type, rule]) => [
      type,
      rule.kind === 'file' ? {...rule, successors: [...rule.successors]} : rule,
    ]),
    ...(together && {together: {types: [...together.types], share: together.share}}),
    ownersKeep,
  };
}

/** Reads what `factsToJson` wrote, or a journal of before. */
export function factsOf(parsed: unknown): Omit<PlanFacts, 'pinnedAt'> {
  const {scope = [], kept = [], rules, assignment, ...rest} = parsed as Partial<StoredFacts>;
  const pinned = rules ? readRules(rules) : assignment && fromAssignment(assignment);
  return {
    ...rest,
    scope: scope.map(([type, one]) => [type, typeof one === 'string' ? {state: one} : one]),
    kept,
    ...(pinned && {rules: pinned}),
  };
}

function readRules({general, perType, together, ownersKeep}: StoredRules): PinnedRules {
  return {
    ...(general && {general}),
    perType: new Map(
      perType.map(([type, rule]) => [
        type,
        rule.kind === 'file' ? {...rule, successors: new Map(rule.successors)} : rule,
      ]),
    ),
    ...(together && {together: {types: new Set(together.types), share: together.share}}),
    ownersKeep,
  };
}

function fromAssignment({general, perType}: NonNullable<StoredFacts['assignment']>): PinnedRules {
  const person = (to: number): ToPerson => ({kind: 'person', to});
  return {
    ...(general === undefined ? {} : {general: person(general)}),
    perType: new Map(perType.map(([type, to]) => [type, person(to)])),
    ownersKeep: true,
  };
}
