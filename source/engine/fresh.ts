import {TYPE_IDS, type EntityType, type TypeKey} from '../domain/entity-types.ts';
import {MOST_NAMED, type Proof, type RecordName} from '../domain/outcomes.ts';
import type {Plan} from '../domain/plan.ts';
import {isPlain} from '../domain/rules/check.ts';
import type {RuleRow} from '../domain/rules/rule.ts';
import type {Journal} from '../journal/journal.ts';
import type {PlanDraft} from '../journal/plans.ts';
import type {CallOptions} from '../portal/client.ts';
import type {Row} from '../portal/families/family.ts';
import {rankTypes} from './derived.ts';
import {ruleRow} from './divide.ts';
import {giveOut} from './give-out.ts';
import {typeOf, type Parts} from './parts.ts';
import {neededBy} from './needed.ts';
import {UNKNOWN, toRecord} from './to-record.ts';
import type {WalkTask} from './walk.ts';

/**
 * What is in scope and in no plan: it showed at the recount, or only while the account was open. Rows are written down
 * while they show, since lists may hide them again a moment later, and nothing but a few names is kept in memory.
 */
export interface FreshRecords {
  /**
   * Takes what is new of a page of the leaver's records. What is planned, or was taken before, is left out.
   *
   * @param inside they showed while the account was open
   * @throws FilesTrouble
   */
  take(type: EntityType, rows: readonly Row[], inside: boolean): void;
  /** What has to be read of records of a type for giving out those that are new. */
  needs(type: TypeKey): Pick<WalkTask, 'places' | 'links'>;
  /** Whether a record was planned, here or in a run that this one goes back to, or was taken. */
  knows(name: RecordName): boolean;
  /** The account was to be opened to count again, and that did not happen: nothing is proved of these types. */
  notCounted(types: readonly EntityType[]): void;
  readonly uncounted: readonly EntityType[];
  /** The first of them by name, how many more there are, and the plan that was pinned of them. */
  pin(lost: ReadonlySet<number>, options: CallOptions): Promise<Pick<Proof, 'fresh' | 'more' | 'newPlan' | 'heirless'>>;
  /** Forgets what was taken and not pinned. */
  discard(): void;
}

/** @param run what is found to be new comes after this run */
export function createFresh(parts: Parts, plan: Plan, run: number, {plans, history}: Journal): FreshRecords {
  const {connection, clock} = parts;
  // What a run that this one goes back to had in its plan is its to tell: failed there, and no news here.
  const known = [plan.number, ...plans.before(plan.number)];
  const listed = connection.types.map(type => type.key);
  const scoped = plan.scope.map(([key]) => key).filter(key => listed.includes(key));
  const ranks = rankTypes(connection.types, scoped);
  const names: RecordName[] = [];
  const uncounted: EntityType[] = [];
  let count = 0;
  let hidden = false;
  let draft: PlanDraft | undefined;
  const {rules} = plan;
  const isDivided = rules !== undefined && !isPlain(rules);
  /** What the rules look at, where records are divided. New records are few; a plan's own are never kept so. */
  const rows = new Map<TypeKey, RuleRow[]>();

  function start(): PlanDraft {
    const row = history.run(run);
    return plans.draft({
      kind: 'handover',
      sourceRun: run,
      portalKey: connection.portalKey,
      portalName: connection.portalName,
      leaverId: plan.leaverId,
      leaverName: row?.leaverName ?? '',
      startedAt: clock.now(),
    });
  }

  function isKnown({entityTypeId}: EntityType, id: number): boolean {
    if (known.some(number => plans.holds(number, entityTypeId, id))) return true;
    return draft?.successors(entityTypeId, [id]).has(id) ?? false;
  }

  return {
    uncounted,
    needs: type => (rules && isDivided ? neededBy({...rules, types: connection.types}, type) : {}),
    take(type, page, inside) {
      const found = page.filter(({id}) => !isKnown(type, id));
      if (found.length === 0) return;
      count += found.length;
      hidden ||= inside;
      names.push(...found.slice(0, MOST_NAMED - names.length).map(({id}) => ({type: type.key, id})));
      draft ??= start();
      if (isDivided && type.entityTypeId !== TYPE_IDS.activity) {
        const own = rows.get(type.key) ?? [];
        own.push(...found.map(ruleRow));
        rows.set(type.key, own);
      }
      draft.add(
        found.map(row => ({
          rank: ranks.get(type.key) ?? 0,
          ownerType: type.entityTypeId,
          record: toRecord(type, row, UNKNOWN, connection.scopes),
        })),
      );
    },
    knows: ({type, id}) => isKnown(typeOf(connection, type), id),
    notCounted: types => void uncounted.push(...types),
    async pin(lost, options) {
      const fresh = {fresh: names, ...(count > names.length ? {more: {fresh: count - names.length}} : {})};
      if (!draft) return fresh;
      const types = connection.types.filter(type => ranks.has(type.key));
      const given = await giveOut(
        parts,
        draft,
        {
          leaverId: plan.leaverId,
          types: types.map(type => ({type, rank: ranks.get(type.key) ?? 0})),
          rules,
          rows,
          heirs: (ownerType, ids) => plans.heirs(run, ownerType, ids),
          lost,
        },
        options,
      );
      const heirless = count - given;
      const said = {...fresh, ...(heirless > 0 ? {heirless} : {})};
      if (given === 0) return said;
      const {names: people} = history.run(run) ?? {};
      const {digest, records} = draft.seal({
        pinnedAt: clock.now(),
        scope: plan.scope,
        kept: [],
        ...(rules ? {rules} : {}),
        ...(hidden ? {hidden} : {}),
        ...(people ? {names: people} : {}),
      });
      draft = undefined;
      return {...said, newPlan: {digest, records: records.length, hidden}};
    },
    discard() {
      draft?.discard();
      draft = undefined;
    },
  };
}
