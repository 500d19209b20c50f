import {type Elsewhere, NOTHING_ELSEWHERE} from './elsewhere.ts';

/** A stage of a pipeline; `semantics` null means in progress (fact sheet 8). */
export type Stage = {
  readonly id: number;
  /** The directory it belongs to: `STATUS`, `DEAL_STAGE_2`, `DYNAMIC_1036_STAGE_23`, `INVOICE_STATUS`… */
  readonly entity: string;
  readonly code: string;
  readonly name: string;
  readonly sort: number;
  readonly semantics: 'S' | 'F' | null;
  readonly system: boolean;
};

export type Category = {
  readonly id: number;
  readonly type: number;
  readonly name: string;
  readonly isDefault: boolean;
};

export type SmartType = {
  readonly id: number;
  readonly entityTypeId: number;
  readonly title: string;
  readonly stages: boolean;
};

export type Department = {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly head: number | null;
};

/** What changes rarely: types, pipelines, stages, departments. Fixed for the life of a portal. */
export type Directory = {
  readonly smartTypes: readonly SmartType[];
  readonly categories: readonly Category[];
  readonly stages: readonly Stage[];
  readonly departments: readonly Department[];
  readonly elsewhere: Elsewhere;
};

/** Pipelines: name, directory, stages as `CODE:Name[:S|F]`. */
const PIPELINES = [
  ['Lead', 'STATUS', 'NEW:New IN_PROCESS:In_progress PROCESSED:Qualified CONVERTED:Converted:S JUNK:Junk:F'],
  [
    'General',
    'DEAL_STAGE',
    'NEW:New PREPARATION:Proposal EXECUTING:Negotiation FINAL_INVOICE:Invoice_sent WON:Won:S LOSE:Lost:F',
  ],
  [
    'Wholesale',
    'DEAL_STAGE_2',
    'C2:NEW:Request C2:PREPARATION:Samples_sent C2:EXECUTING:Contract C2:WON:Delivered:S C2:LOSE:Lost:F C2:APOLOGY:No_stock:F',
  ],
  ['Service contracts', 'DEAL_STAGE_5', 'C5:NEW:Inspection C5:EXECUTING:Contract C5:WON:Signed:S C5:LOSE:Declined:F'],
  [
    'Estimates',
    'QUOTE_STATUS',
    'DRAFT:Draft SENT:Sent_to_client APPROVED:Approved:S DECLAINED:Declined:F APOLOGY:Analysis_of_failure:F',
  ],
  ['Invoices', 'SMART_INVOICE_STAGE_11', 'DT31_11:N:New DT31_11:S:Sent DT31_11:P:Paid:S DT31_11:D:Unpaid:F'],
  ['Old invoices', 'INVOICE_STATUS', 'N:Draft S:Sent P:Paid:S D:Declined:F'],
  [
    'Tenders',
    'DYNAMIC_1036_STAGE_23',
    'DT1036_23:NEW:Published DT1036_23:PREPARATION:Bid_prepared DT1036_23:CLIENT:Bid_sent DT1036_23:SUCCESS:Won:S DT1036_23:FAIL:Lost:F',
  ],
  [
    'Repairs',
    'DYNAMIC_1040_STAGE_24',
    'DT1040_24:NEW:Received DT1040_24:PREPARATION:In_workshop DT1040_24:SUCCESS:Returned:S DT1040_24:FAIL:Beyond_repair:F',
  ],
  ['Sources', 'SOURCE', 'CALL:Call EMAIL:E-mail WEB:Website TRADE_SHOW:Trade_show RECOMMENDATION:Recommendation'],
] as const;

function stages(): Stage[] {
  const all: Stage[] = [];
  for (const [, entity, text] of PIPELINES) {
    text.split(' ').forEach((part, index) => {
      const match = /^((?:C\d+:|DT\d+_\d+:)?[A-Z_]+):([^:]+)(?::([SF]))?$/.exec(part)!;
      all.push({
        id: 101 + all.length * 2,
        entity,
        code: match[1]!,
        name: match[2]!.replaceAll('_', ' '),
        sort: (index + 1) * 10,
        semantics: (match[3] as 'S' | 'F' | undefined) ?? null,
        system: index === 0 || match[3] !== undefined,
      });
    });
  }
  return all;
}

/** The demo company's directories. Category ids have gaps, as they have where pipelines were deleted. */
export function demoDirectory(elsewhere: Elsewhere = NOTHING_ELSEWHERE): Directory {
  return {
    elsewhere,
    smartTypes: [
      {id: 12, entityTypeId: 1036, title: 'Tenders', stages: true},
      {id: 14, entityTypeId: 1040, title: 'Repairs', stages: true},
    ],
    categories: [
      {id: 0, type: 2, name: 'General', isDefault: true},
      {id: 2, type: 2, name: 'Wholesale', isDefault: false},
      {id: 5, type: 2, name: 'Service contracts', isDefault: false},
      {id: 0, type: 3, name: 'Contacts', isDefault: true},
      {id: 7, type: 3, name: 'Vendors', isDefault: false},
      {id: 0, type: 4, name: 'Companies', isDefault: true},
      {id: 8, type: 4, name: 'Vendors', isDefault: false},
      {id: 11, type: 31, name: 'Invoices', isDefault: true},
      {id: 23, type: 1036, name: 'Tenders', isDefault: true},
      {id: 24, type: 1040, name: 'Repairs', isDefault: true},
    ],
    stages: stages(),
    departments: [
      {id: 1, name: 'Nordwind Trading', parent: null, head: 1},
      {id: 3, name: 'Sales', parent: 1, head: 4},
      {id: 4, name: 'Sales North', parent: 3, head: 9},
      {id: 5, name: 'Sales South', parent: 3, head: 23},
      {id: 7, name: 'Support', parent: 1, head: 35},
      {id: 8, name: 'Marketing', parent: 1, head: 48},
      {id: 9, name: 'Finance', parent: 1, head: 61},
      {id: 12, name: 'Logistics', parent: 1, head: 74},
      {id: 13, name: 'Key accounts', parent: 3, head: 42},
      {id: 14, name: 'IT & administration', parent: 1, head: 17},
    ],
  };
}

/** The directory of stages for a record of a type and pipeline; '' for types without stages. */
export function stageEntity(type: number, category: number): string {
  if (type === 1) return 'STATUS';
  if (type === 2) return category === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${category}`;
  if (type === 5) return 'INVOICE_STATUS';
  if (type === 7) return 'QUOTE_STATUS';
  if (type === 31) return `SMART_INVOICE_STAGE_${category}`;
  return type >= 128 ? `DYNAMIC_${type}_STAGE_${category}` : '';
}

/** The meaning of a stage: P in progress, S won, F lost. */
export function semanticsOf(directory: Directory, type: number, category: number, stage: string): 'P' | 'S' | 'F' {
  const entity = stageEntity(type, category);
  return directory.stages.find(one => one.entity === entity && one.code === stage)?.semantics ?? 'P';
}
