import type {TypeKey} from '../entity-types.ts';

/** Conditions that not every type has a field for. State, ids and unticked records are there for each. */
export type Condition = 'pipeline' | 'stage' | 'created' | 'changed';

export const CONDITIONS = ['pipeline', 'stage', 'created', 'changed'] as const satisfies readonly Condition[];

/** `crm.item.list`, camelCase (fact sheet sections 6 and 8). */
const ITEM = {created: 'createdTime', changed: 'updatedTime'};
const IN_STAGES = {...ITEM, stage: 'stageId'};
const IN_PIPELINES = {...IN_STAGES, pipeline: 'categoryId'};
/** `crm.activity.list` (fact sheet section 11). */
const ACTIVITY = {created: 'CREATED', changed: 'LAST_UPDATED'};
/** `tasks.task.list`, asked for in upper case (fact sheet section 11, Tasks). */
const TASK = {created: 'CREATED_DATE', changed: 'CHANGED_DATE'};
/** `crm.invoice.list` (fact sheet section 8; the dates by the portal's documentation of crm.invoice.fields). */
const OLD_INVOICE = {stage: 'STATUS_ID', created: 'DATE_INSERT', changed: 'DATE_UPDATE'};

/**
 * The field of a type's own list that a condition is about; undefined where the type has none, so that the condition
 * cannot be asked for. Contacts and companies do have a category, but there it makes a type of its own (vendors), and no
 * pipeline. A smart process has its pipeline field even where pipelines are switched off (fact sheet section 8).
 */
export function fieldOf(type: TypeKey, condition: Condition): string | undefined {
  return fieldsOf(type)[condition];
}

function fieldsOf(type: TypeKey): Readonly<Partial<Record<Condition, string>>> {
  switch (type) {
    case 'deal':
    case 'deal-template':
    case 'invoice':
      return IN_PIPELINES;
    case 'lead':
    case 'estimate':
      return IN_STAGES;
    case 'contact':
    case 'company':
      return ITEM;
    case 'activity':
      return ACTIVITY;
    case 'task':
      return TASK;
    case 'old-invoice':
      return OLD_INVOICE;
    default:
      return type.startsWith('spa:') ? IN_PIPELINES : ITEM;
  }
}

/** The pipeline that a stage id names; `none`: a type without pipelines; `foreign`: no stage of this type by its form. */
export type StagePlace = number | 'none' | 'foreign';

const OF_DEALS = /^C([1-9]\d*):./;
const OF_DYNAMIC = /^DT(\d+)_(\d+):./;

/** Where a stage stands, by the form of its id (fact sheet section 8): `NEW` and `C2:NEW` of deals, `DT128_9:NEW` of others. */
export function placeOfStage(type: TypeKey, stage: string): StagePlace {
  const [, entityTypeId, category] = OF_DYNAMIC.exec(stage) ?? [];
  if (type === 'invoice' || type.startsWith('spa:')) {
    const own = type === 'invoice' ? '31' : type.slice('spa:'.length);
    return entityTypeId === own ? Number(category) : 'foreign';
  }
  if (entityTypeId !== undefined) return 'foreign';
  const pipeline = OF_DEALS.exec(stage)?.[1];
  if (type === 'deal' || type === 'deal-template') return Number(pipeline ?? 0);
  return pipeline === undefined ? 'none' : 'foreign';
}
