import type {Call} from '../rest/method.ts';
import type {Cell, Row} from '../store/row.ts';

const PENDING = 2;
const COMPLETED = 5;

/** Activities that stand for a task: the current provider and the old one. */
export function isTaskActivity(row: Row): boolean {
  return row['PROVIDER_ID'] === 'CRM_TASKS_TASK' || row['PROVIDER_ID'] === 'TASKS';
}

/**
 * The task after its activity was moved: it takes title, description, planned dates and status from the activity, and the
 * responsible person with them (provider/tasks/task.php updateAssociatedEntity; trap 29). Nobody is asked and nothing reported.
 */
export function syncTaskFromActivity(call: Call, activity: Row): void {
  const {store} = call.portal;
  const task = store.table('task').get(Number(activity['ASSOCIATED_ENTITY_ID']));
  if (!task) return;
  const open = activity['COMPLETED'] !== 'Y';
  const patch: Record<string, Cell> = {
    responsibleId: activity['RESPONSIBLE_ID'] ?? null,
    title: activity['SUBJECT'] ?? '',
    description: activity['DESCRIPTION'] ?? '',
    startDatePlan: activity['START_TIME'] ?? null,
    endDatePlan: activity['END_TIME'] ?? null,
  };
  if (open && task['status'] === COMPLETED) patch['status'] = PENDING;
  if (!open && task['status'] !== COMPLETED) patch['status'] = COMPLETED;
  if (activity['PROVIDER_ID'] === 'TASKS') patch['deadline'] = activity['END_TIME'] ?? null;
  const before = Number(task['responsibleId']);
  store.set('task', task.id, patch);
  call.traces.push({table: 'task', id: task.id, before, after: Number(task['responsibleId']), sideEffect: true});
}

/** The activity after its task was changed: only what really belongs to it follows. */
export function syncActivityFromTask(call: Call, task: Row): void {
  const {store} = call.portal;
  const activity = store.table(6).get(Number(task['activityId'] ?? 0));
  if (!activity || activity['ASSOCIATED_ENTITY_ID'] !== task.id) return;
  const before = Number(activity['RESPONSIBLE_ID']);
  store.set(6, activity.id, {
    RESPONSIBLE_ID: task['responsibleId'] ?? null,
    SUBJECT: task['title'] ?? '',
    LAST_UPDATED: Math.floor(call.portal.clock.now() / 1000) * 1000,
  });
  call.traces.push({table: 6, id: activity.id, before, after: Number(activity['RESPONSIBLE_ID']), sideEffect: true});
}
