import type {EntityType} from '../../domain/entity-types.ts';
import type {PlannedRecord} from '../../domain/plan.ts';

/** Records that the older method of their type refused: they go by `crm.item.update`, or wait for it. */
export interface SiblingRefusals {
  add(record: Pick<PlannedRecord, 'type' | 'id'>): void;
  has(record: Pick<PlannedRecord, 'type' | 'id'>): boolean;
  /** How many of a type there are that have no outcome yet. */
  count(type: EntityType): number;
  /** It has an outcome. */
  ended(record: Pick<PlannedRecord, 'type' | 'id'>): void;
}

export function createSiblingRefusals(): SiblingRefusals {
  const refused = new Map<string, Set<number>>();
  return {
    add({type, id}) {
      refused.set(type, (refused.get(type) ?? new Set()).add(id));
    },
    has: ({type, id}) => refused.get(type)?.has(id) ?? false,
    count: ({key}) => refused.get(key)?.size ?? 0,
    ended: ({type, id}) => void refused.get(type)?.delete(id),
  };
}
