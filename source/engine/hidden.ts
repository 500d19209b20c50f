import {TYPE_IDS} from '../domain/entity-types.ts';
import type {RecordName} from '../domain/outcomes.ts';
import {inState} from '../domain/scope.ts';
import {activityFamily} from '../portal/families/activities.ts';
import type {Row} from '../portal/families/family.ts';
import {typeOf} from './parts.ts';
import type {RunState} from './run-state.ts';
import {walk} from './walk.ts';

/** So many moved records are asked for their activities: one request. */
const SAMPLE = 50;

/**
 * Whether this portal's lists hide what a dismissed person holds: the activities of moved records are read by their
 * record instead of by the person. One in scope that still names the leaver, and is not in the plan, was hidden.
 */
export async function sampleHidden({parts, plan, writer, patience}: RunState): Promise<RecordName[]> {
  const choice = new Map(plan.scope).get('activity');
  const activity = parts.connection.types.find(type => type.key === 'activity');
  if (choice === undefined || !activity || plan.kind !== 'handover') return [];
  const owners = plan.records
    .slice(0, 5000)
    .filter(
      record => record.type !== 'activity' && typeOf(parts.connection, record.type).entityTypeId !== TYPE_IDS.activity,
    );
  const step = Math.max(1, Math.floor(owners.length / SAMPLE));
  const sample = owners.filter((_, index) => index % step === 0).slice(0, SAMPLE);
  const answers = await parts.client.readMany(
    sample.map(({type, id}) => activityFamily.ofOwner(typeOf(parts.connection, type).entityTypeId, id)),
    patience(),
  );
  const found: RecordName[] = [];
  for (const answer of answers) {
    if (!answer.ok) continue;
    for (const row of activityFamily.rows(activity, answer.result)) {
      const named = row.responsibleId === plan.leaverId && inState(choice, row.closed);
      if (named && !writer.isPlanned('activity', row.id)) found.push({type: 'activity', id: row.id});
    }
  }
  return found;
}

/**
 * Counts again while the account is open: what lists hid of a dismissed person shows now. It is new, to be planned by
 * itself, and never moved unconfirmed.
 */
export async function recountInside(state: RunState): Promise<RecordName[]> {
  const {parts, plan, writer} = state;
  const fresh: RecordName[] = [];
  const tasks = plan.scope.flatMap(([key, choice]) => {
    const type = parts.connection.types.find(one => one.key === key);
    return type?.mayNeedRehire ? [{type, state: choice}] : [];
  });
  const onPage = ({key}: {key: RecordName['type']}, rows: readonly Row[]): void => {
    for (const {id} of rows) if (!writer.isPlanned(key, id)) fresh.push({type: key, id});
  };
  await walk(parts.client, plan.leaverId, tasks, onPage, state.patience());
  return fresh;
}
