import {TYPE_IDS, type EntityType} from '../domain/entity-types.ts';
import type {RecordName, WindowRefusal} from '../domain/outcomes.ts';
import type {PlannedRecord} from '../domain/plan.ts';
import {checkOf} from '../domain/scope/fits.ts';
import {PortalTrouble} from '../domain/trouble.ts';
import {refusalText} from '../portal/faults.ts';
import {activityFamily} from '../portal/families/activities.ts';
import type {Row} from '../portal/families/family.ts';
import {familyOf} from '../portal/families/index.ts';
import type {FreshRecords} from './fresh.ts';
import {fits} from './page-check.ts';
import {typeOf} from './parts.ts';
import {WindowBreak, type RunState} from './run-state.ts';
import {walk} from './walk.ts';
import {textOf} from './window.ts';

/** So many moved records are asked for their activities: one request. */
const SAMPLE = 50;

/** Types of the scope of which a portal may hide what a dismissed person holds: those it may refuse to move as well. */
export function mayHide({parts, plan}: Pick<RunState, 'parts' | 'plan'>): EntityType[] {
  const scope = new Set(plan.scope.map(([key]) => key));
  return parts.connection.types.filter(type => type.mayNeedRehire && scope.has(type.key));
}

/** What a sample found. `unread`: some of it could not be read, so it does not tell that nothing is hidden. */
export interface HiddenSample {
  readonly hidden: readonly RecordName[];
  readonly unread?: string;
}

/**
 * Whether this portal's lists hide what a dismissed person holds: the activities of moved records are read by their
 * record instead of by the person. One in scope that still names the leaver, and that no plan knows, was hidden.
 */
export async function sampleHidden(state: RunState, fresh: FreshRecords): Promise<HiddenSample> {
  const {parts, plan, patience} = state;
  const scope = new Map(plan.scope).get('activity');
  const activity = parts.connection.types.find(type => type.key === 'activity');
  if (scope === undefined || !activity || plan.kind !== 'handover') return {hidden: []};
  const owners = plan.records
    .slice(0, 5000)
    .filter(({type}) => typeOf(parts.connection, type).entityTypeId !== TYPE_IDS.activity);
  const step = Math.max(1, Math.floor(owners.length / SAMPLE));
  const sample = owners.filter((_, index) => index % step === 0).slice(0, SAMPLE);
  const entityTypeIdOf = ({type}: PlannedRecord): number => typeOf(parts.connection, type).entityTypeId;
  const answers = await parts.client.readMany(
    sample.map(record => activityFamily.ofOwner(entityTypeIdOf(record), record.id)),
    patience(),
  );
  const check = checkOf(scope);
  const hidden: RecordName[] = [];
  let unread: string | undefined;
  for (const [index, answer] of answers.entries()) {
    const owner = sample[index];
    if (!owner) continue;
    try {
      if (!answer.ok) throw new PortalTrouble('refused', refusalText(answer.fault));
      for (const row of ofOwner(activityFamily.rows(activity, answer.result), entityTypeIdOf(owner), owner.id)) {
        const named = row.responsibleId === plan.leaverId && fits(check, activity, row);
        if (named && !fresh.knows({type: 'activity', id: row.id})) hidden.push({type: 'activity', id: row.id});
      }
    } catch (error) {
      if (!(error instanceof PortalTrouble)) throw error;
      unread ??= textOf(error);
    }
  }
  return {hidden, ...(unread === undefined ? {} : {unread})};
}

/** @throws PortalTrouble `deviates` for an activity of another record than was asked for: a condition was dropped (trap 2) */
function ofOwner(rows: readonly Row[], ownerTypeId: number, ownerId: number): readonly Row[] {
  for (const {id, activity} of rows) {
    if (activity?.ownerTypeId !== ownerTypeId || activity.ownerId !== ownerId)
      throw new PortalTrouble('deviates', `activity #${id} is of another record than was asked for`);
  }
  return rows;
}

/**
 * Whether this portal hides what a dismissed person holds even from lists by id, as a plan of when they were active meets it:
 * the first planned records of each type that the list does not have are asked for one by one. One that is there after all was hidden.
 */
export async function hidesById(state: RunState): Promise<boolean> {
  const {parts, plan, writer} = state;
  if (plan.kind === 'undo') return false;
  const asked = plan.summary.byType.flatMap(({type: key}) => {
    const type = typeOf(parts.connection, key);
    if (!type.mayNeedRehire) return [];
    const pending = [true, false].flatMap(viaTask => writer.pending({type: key, viaTask, afterId: 0, limit: SAMPLE}));
    const records = pending.slice(0, SAMPLE);
    return records.length === 0 ? [] : [{type, records}];
  });
  const lists = await parts.client.readMany(
    asked.map(({type, records}) =>
      familyOf(type.entityTypeId).byIds(
        type.entityTypeId,
        records.map(({id}) => id),
      ),
    ),
    state.patience(),
  );
  const missing = asked.flatMap(({type, records}, index) => {
    const list = lists[index];
    // What cannot be read is told where it is needed: before its write.
    if (!list?.ok) return [];
    const found = familyOf(type.entityTypeId).standings(list.result);
    return records
      .filter(({id}) => !found.has(id))
      .map(({id}) => familyOf(type.entityTypeId).one(type.entityTypeId, id));
  });
  const answers = await parts.client.readMany(missing, state.patience());
  return answers.some(answer => answer.ok);
}

/**
 * Counts again while the account is open: what lists hid of a dismissed person shows now. It is new, to be planned by
 * itself, and never moved unconfirmed.
 *
 * @returns why it was broken off: nothing more may be asked while the account is open
 * @throws WindowBreak when the run is to pause
 */
export async function recountInside(state: RunState, fresh: FreshRecords): Promise<WindowRefusal | undefined> {
  const {parts, plan} = state;
  const scope = new Map(plan.scope);
  const tasks = mayHide(state).map(type => ({
    type,
    scope: scope.get(type.key) ?? {state: 'all' as const},
    ...fresh.needs(type.key),
  }));
  const onPage = (type: EntityType, rows: readonly Row[]): void => {
    const over = state.inside?.why();
    if (over) throw new CutOff(over);
    if (state.isPaused()) throw new WindowBreak(0, 'paused');
    fresh.take(type, rows, true);
  };
  try {
    const refused = await walk(parts.client, plan.leaverId, tasks, onPage, state.patience());
    fresh.notCounted(refused.map(({type}) => type));
    return undefined;
  } catch (error) {
    if (error instanceof CutOff) return error.why;
    throw error;
  }
}

/** A count that was broken off. */
class CutOff extends Error {
  override readonly name = 'CutOff';
  readonly why: WindowRefusal;
  constructor(why: WindowRefusal) {
    super(why);
    this.why = why;
  }
}
