import type {EntityType, TypeKey} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';
import type {RunWriter} from '../../journal/runs.ts';

/** Records are taken from the journal this many at a time. */
export const PART = 1000;

/** Records that wait to be moved, by type. What is taken is the taker's until it is put back. */
export interface Supply {
  /** All of these are task activities, which are moved through their tasks; or none is. */
  readonly viaTask: boolean;
  /** Types of which something waits, in the order in which they are to be moved. */
  types(): EntityType[];
  /** How many of a type wait. */
  left(type: EntityType): number;
  /** The next of a type, ids ascending. */
  take(type: EntityType, most: number): PlannedRecord[];
  /** They are the next ones again. */
  putBack(type: EntityType, records: readonly PlannedRecord[]): void;
}

interface Queue {
  readonly type: EntityType;
  waiting: PlannedRecord[];
  /** Not read from the journal yet. */
  unread: number;
  after: number;
}

/** A few records of one type. */
export function supplyOf(type: EntityType, records: readonly PlannedRecord[]): Supply {
  return createSupply([{type, waiting: [...records], unread: 0, after: 0}], false, () => []);
}

/** A few records of several types: all of them task activities, or none. */
export function supplyOfTypes(
  parts: readonly {readonly type: EntityType; readonly records: readonly PlannedRecord[]}[],
  viaTask: boolean,
): Supply {
  const queues = parts.map(({type, records}) => ({type, waiting: [...records], unread: 0, after: 0}));
  return createSupply(queues, viaTask, () => []);
}

/** All that is pending of these types: task activities, or all others. */
export function supplyPending(writer: RunWriter, types: readonly EntityType[], viaTask: boolean): Supply {
  const queues = types.map(type => ({
    type,
    waiting: [],
    unread: writer.pendingCount(type.key, viaTask),
    after: 0,
  }));
  return createSupply(queues, viaTask, ({type, after}) =>
    writer.pending({type: type.key, viaTask, afterId: after, limit: PART}),
  );
}

function createSupply(queues: readonly Queue[], viaTask: boolean, more: (queue: Queue) => PlannedRecord[]): Supply {
  const byType = new Map<TypeKey, Queue>(queues.map(queue => [queue.type.key, queue]));
  const size = (queue: Queue): number => queue.waiting.length + queue.unread;

  function fill(queue: Queue, most: number): void {
    while (queue.waiting.length < most && queue.unread > 0) {
      const part = more(queue);
      queue.waiting.push(...part);
      queue.after = part.at(-1)?.id ?? queue.after;
      queue.unread = part.length < PART ? 0 : Math.max(0, queue.unread - part.length);
    }
  }

  return {
    viaTask,
    types: () => queues.filter(queue => size(queue) > 0).map(({type}) => type),
    left(type) {
      const queue = byType.get(type.key);
      return queue ? size(queue) : 0;
    },
    take(type, most) {
      const queue = byType.get(type.key);
      if (!queue) return [];
      fill(queue, most);
      return queue.waiting.splice(0, most);
    },
    putBack(type, records) {
      byType.get(type.key)?.waiting.unshift(...records);
    },
  };
}
