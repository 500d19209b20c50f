/**
 * The kinds of records a handover knows, by the names that flags, files and JSON use.
 *
 * A contact or company of another category than 0 (vendors, for instance) is a type of its own, and so is a deal
 * template: the portal's older lists do not even show them, and taking them is a separate decision.
 */
export type TypeKey =
  | 'lead'
  | 'deal'
  | 'deal-template'
  | 'contact'
  | `contact:${number}`
  | 'company'
  | `company:${number}`
  | 'estimate'
  | 'invoice'
  | 'old-invoice'
  | 'activity'
  | 'task'
  | `spa:${number}`;

/** How a record of a type is told to be closed; `none`: the type has no stages, so all of it counts as open. */
export type ClosedBy =
  | {readonly by: 'none'}
  /** `stageSemanticId` S or F (leads and deals only, fact sheet section 8). */
  | {readonly by: 'semantic'}
  /** `closed` 'Y' (estimates). */
  | {readonly by: 'closed-flag'}
  /** `stageId` is one of these (smart invoices and smart processes, from the stage directory). */
  | {readonly by: 'stages'; readonly closed: readonly string[]}
  /** `STATUS_ID` is one of these (old invoices). */
  | {readonly by: 'statuses'; readonly closed: readonly string[]}
  /** `COMPLETED` 'Y' (activities). */
  | {readonly by: 'completed'}
  /** `STATUS` 5, completed (tasks). */
  | {readonly by: 'task-status'};

/** One entity type as it exists on a portal. */
export interface EntityType {
  readonly key: TypeKey;
  /** CRM_OWNER_TYPE id: 1 lead, 2 deal, 3 contact, 4 company, 5 old invoice, 6 activity, 7 estimate, 31 invoice, others smart processes; `TYPE_IDS.task`. */
  readonly entityTypeId: number;
  /** The category that makes this a type of its own: 0 for contacts and companies, others for vendors and the like. */
  readonly categoryId?: number;
  /** The portal's own name of a smart process or category. Hostile text; absent where our own words name the type. */
  readonly portalTitle?: string;
  readonly closedBy: ClosedBy;
  /** In scope unless left out. Templates, vendors and the like are shown, and not taken unless named. */
  readonly takenByDefault: boolean;
  /** Invoices and activities: the portal may refuse them while the leaver is dismissed. */
  readonly mayNeedRehire: boolean;
}

export const TYPE_IDS = {
  lead: 1,
  deal: 2,
  contact: 3,
  company: 4,
  oldInvoice: 5,
  activity: 6,
  estimate: 7,
  invoice: 31,
  /** Tasks are no kind of record of the CRM and have no number of it: ours is the last before smart processes begin, which names nothing there. */
  task: 127,
} as const;

/** What `--type` and `--to TYPE=` may name besides `contact:ID`, `company:ID` and `spa:ID`. */
export const PLAIN_TYPE_KEYS = [
  'lead',
  'deal',
  'deal-template',
  'contact',
  'company',
  'estimate',
  'invoice',
  'old-invoice',
  'activity',
  'task',
] as const satisfies readonly TypeKey[];

/** Reads a type name as written by a person. Returns undefined for anything that is not exactly a type name. */
export function parseTypeKey(text: string): TypeKey | undefined {
  if ((PLAIN_TYPE_KEYS as readonly string[]).includes(text)) return text as TypeKey;
  const match = /^(contact|company|spa):([1-9]\d{0,8})$/.exec(text);
  return match ? (text as TypeKey) : undefined;
}

/**
 * The order in which types are shown and run: records before the activities that follow them, and what the portal may
 * refuse while the leaver is dismissed last, so that an opened account is open for nothing else.
 */
export function compareTypes(a: EntityType, b: EntityType): number {
  return rank(a) - rank(b) || a.entityTypeId - b.entityTypeId || (a.categoryId ?? 0) - (b.categoryId ?? 0);
}

const ORDER: Readonly<Record<string, number>> = {
  lead: 0,
  deal: 1,
  contact: 2,
  company: 3,
  estimate: 4,
  'deal-template': 7,
  // Activities of tasks go with their tasks.
  task: 8,
  invoice: 9,
  'old-invoice': 10,
  activity: 11,
};

function rank(type: EntityType): number {
  return ORDER[type.key] ?? (type.key.startsWith('spa:') ? 5 : 6);
}
