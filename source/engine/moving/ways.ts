import {TYPE_IDS, type EntityType} from '../../domain/entity-types.ts';
import type {Way} from '../../domain/pace/choose.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {Carrier} from '../../domain/pace/execution.ts';
import type {Pace} from '../../portal/client.ts';
import type {Command} from '../../portal/encode.ts';
import type {Standing} from '../../portal/families/family.ts';
import {familyOf} from '../../portal/families/index.ts';
import {ITEM_UPDATE, siblingOf, siblingUpdate} from '../../portal/families/siblings.ts';
import {taskUpdate} from '../../portal/families/tasks.ts';

/** The name under which the cost of a write is learned: one method may cost more for one type than for another. */
export function kindOf(method: string, type: EntityType): string {
  return `${method} ${type.key}`;
}

/** The method that records are written by unless there is a reason for another. @param viaTask task activities */
export function mainMethod(type: EntityType, viaTask: boolean): string {
  if (viaTask || type.entityTypeId === TYPE_IDS.task) return 'tasks.task.update';
  if (type.entityTypeId === TYPE_IDS.activity) return 'crm.activity.update';
  return type.entityTypeId === TYPE_IDS.oldInvoice ? 'crm.invoice.update' : ITEM_UPDATE;
}

/** As long as no more than this part of its room is needed, everything goes by the one method. */
const ALL_BY_ONE = 0.5;

/** The command that gives a record away by a method. @param standing what its write has to know afresh */
export function updateBy(
  method: string,
  type: EntityType,
  record: PlannedRecord,
  standing: Standing | undefined,
): Command {
  const taskId = record.activity?.taskId;
  const command =
    taskId !== undefined
      ? taskUpdate(taskId, record.to)
      : method === siblingOf(type)
        ? siblingUpdate(method, record)
        : familyOf(type.entityTypeId).update(type.entityTypeId, record, standing);
  return {...command, kind: kindOf(method, type)};
}

/**
 * Which ways each type's writes may go. The limit of execution time is each method's own, so where what is to be moved is
 * more than `crm.item.update` can bear, types with an older method go by that first, and leave the other to those that have
 * none. Where all of it fits, everything goes by `crm.item.update`, whose errors have codes.
 *
 * @param left how many of each type are still to be moved
 */
export function planWays(
  pace: Pace,
  carrier: Carrier,
  left: readonly {readonly type: EntityType; readonly records: number}[],
): (type: EntityType, record: PlannedRecord, isRefusedBySibling: boolean) => Way[] {
  const items = left.filter(({type}) => mainMethod(type, false) === ITEM_UPDATE);
  const seconds = (some: typeof items): number =>
    some.reduce((sum, {type, records}) => sum + (records * pace.costs.of(kindOf(ITEM_UPDATE, type))) / 1000, 0);
  // What the batch itself is charged for costs the same by whatever method.
  const isOneAccount = carrier === 'batch' && pace.billing() === 'batch';
  const room = pace.room(ITEM_UPDATE, carrier);
  // Before a cost is known it is not asked for whether all fits. Refused from the first write on, it is used up by others: that is known.
  const isShort = pace.costs.known().size > 0 ? seconds(items) > room * ALL_BY_ONE : room <= 0;
  const spreads = isShort && !isOneAccount;
  const leave = spreads ? seconds(items.filter(({type}) => siblingOf(type) === undefined)) : 0;
  return (type, record, isRefusedBySibling) => {
    const method = mainMethod(type, record.activity?.taskId !== undefined);
    const main: Way = {method, costMs: pace.costs.of(kindOf(method, type)), leave: 0};
    const sibling = method === ITEM_UPDATE ? siblingOf(type) : undefined;
    if (!spreads || sibling === undefined || isRefusedBySibling) return [main];
    const other: Way = {method: sibling, costMs: pace.costs.of(kindOf(sibling, type)), leave: 0};
    // One by one it is the request limit that binds, and the answer of the older method costs a read-back.
    return carrier === 'single' ? [main, other] : [other, {...main, leave}];
  };
}
