import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Clock} from './clock.ts';
import type {Misfortune} from './misfortune.ts';
import type {RequestLimit} from './rest/limits.ts';
import type {OperatingLimit} from './rest/operating.ts';
import type {Cell, TableName} from './store/row.ts';

/** Records to be made for a test: `count` of a kind for a person, with these columns besides. */
export type RecordOrder = {
  readonly table: TableName;
  /** The responsible person; people have none. */
  readonly responsible?: number;
  /** 1 if not given. */
  readonly count?: number;
  /** Columns by their stored names (see `store/row.ts`); dates in milliseconds. */
  readonly columns?: Readonly<Record<string, Cell>>;
};

/** Everything about a portal that can be chosen. Without any it is the demo company, strict, and as fast as it can. */
export type PortalOptions = {
  /** `demo`: sixty people and about 3,800 records; `empty`: the same people without a single record. */
  readonly company?: 'demo' | 'empty';
  /** Records to make besides. */
  readonly records?: readonly RecordOrder[];
  /** The machine's time if not given. */
  readonly clock?: Clock;
  /** 0, any free one, if not given. */
  readonly port?: number;
  /** Folder for the changes, so that they outlive the process. Without it the portal forgets. */
  readonly folder?: string;
  /** Code of the owner's webhook. */
  readonly secret?: string;
  /** The user the default webhook belongs to; 17, the administrator Olga Smirnova, if not given. */
  readonly owner?: number;
  /** Scopes of all webhooks unless asked for otherwise. */
  readonly scopes?: readonly string[];
  /** Region and plan as `app.info` tells them: `de_professional` if not given, `de_ent10000`, `ru_selfhosted`. */
  readonly license?: string;
  /** Whether the portal has the subscription that REST needs. */
  readonly subscription?: boolean;
  /** True once the portal is deleted: everything is answered with PORTAL_DELETED. */
  readonly deleted?: boolean;
  /** Methods this (older, self-hosted) portal does not have. */
  readonly missingMethods?: readonly string[];
  /**
   * Types of which crm.item.list leaves out every third id: out of its rows alone, or out of its count as well (then only
   * the older list counts them).
   */
  readonly partlySeen?: {readonly types: readonly number[]; readonly leavesOut: 'rows' | 'rows-and-count'};
  /** CRM types this key may not read: ACCESS_DENIED. */
  readonly unreadable?: readonly number[];
  /**
   * The help article's rule: invoices and activities of a dismissed person refuse another responsible person until that person is
   * hired back. On if not given.
   */
  readonly rehireRule?: boolean;
  /** People besides administrators who may invite and therefore dismiss (fact sheet 7). */
  readonly inviters?: readonly number[];
  /** Added to each HTTP request, in milliseconds. */
  readonly latencyMs?: number;
  /** Run time of each call of a method, in milliseconds; `*` for all others. Really slept. */
  readonly cost?: Readonly<Record<string, number>>;
  /** Requests a second; `off` if not given. Bitrix24's own is `{burst: 50, perSecond: 2}`. */
  readonly limits?: RequestLimit | 'off';
  /** Run time; 480 s charged to each method if not given. */
  readonly operating?: OperatingLimit;
  /** Seconds after which the front end gives up on a request (504) while the work goes on; 60 if not given. */
  readonly requestSeconds?: number;
  /** What `start: -1` makes of `total` in crm.item.list: no such key, or 0 as in the documentation's sample. */
  readonly uncounted?: 'absent' | 'zero';
  /** Where the count of the older lists stops (the portal's option crm_clr_cfg_sql); no cap if not given. */
  readonly legacyCountCap?: number;
  /** Answers come without any `time` block, as from a proxy that takes it away. */
  readonly withoutTimes?: boolean;
  /** Unknown keys in the filter of crm.item.list are dropped instead of refused: no build is known to do it. */
  readonly looseFilters?: boolean;
  /** Builds before August 2025 send `start` and `processing` with fractions. */
  readonly floatTimes?: boolean;
  /**
   * Runs after each granted change of the responsible person of an item, in the same request: a workflow of the portal. What it sets is
   * in no ledger.
   */
  readonly automation?: Automation;
  readonly misfortunes?: readonly Misfortune[];
  /** Sees each request first; true if it was for a side door and has its answer (see `doors.ts`). */
  readonly sideDoor?: (path: string, request: IncomingMessage, response: ServerResponse) => boolean;
  /** Serves https with this certificate instead of http. */
  readonly tls?: {readonly key: string; readonly cert: string};
};

export type Automation = (
  event: {readonly table: TableName; readonly id: number; readonly before: number | null; readonly after: number},
  set: (patch: Readonly<Record<string, Cell>>) => void,
) => void;

/** The pace of the demo: slow enough to watch, with the limits of a paid plan. */
export const DEMO_PACE = {
  latencyMs: 40,
  cost: {
    '*': 1,
    'crm.item.update': 6,
    'crm.activity.update': 6,
    'crm.invoice.update': 6,
    'tasks.task.update': 6,
    'user.update': 120,
  },
  limits: {burst: 50, perSecond: 2},
} as const satisfies PortalOptions;
