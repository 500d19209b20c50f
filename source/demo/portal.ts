import type {Clock} from './clock.ts';
import type {Directory} from './company/directory.ts';
import type {Hands, Misfortunes} from './misfortune.ts';
import type {PortalOptions} from './options.ts';
import type {Hook} from './rest/hooks.ts';
import type {Method} from './rest/method.ts';
import type {LeakyBucket} from './rest/limits.ts';
import type {Operating} from './rest/operating.ts';
import type {LedgerEntry, PortalMessage, RequestEntry, StageMove} from './store/ledger.ts';
import type {Store} from './store/store.ts';

/** The inside of a running portal: what every method may look at. */
export type Portal = {
  readonly options: PortalOptions;
  readonly clock: Clock;
  readonly store: Store;
  readonly directory: Directory;
  readonly hooks: Hook[];
  /** All methods by their names in lower case. */
  readonly methods: ReadonlyMap<string, Method>;
  readonly misfortunes: Misfortunes;
  readonly hands: Hands;
  readonly bucket: LeakyBucket | null;
  readonly operating: Operating;
  readonly ledger: LedgerEntry[];
  readonly messages: PortalMessage[];
  readonly stageMoves: StageMove[];
  readonly log: RequestEntry[];
  /** Requests so far, and writes granted so far. */
  requests: number;
  writes: number;
};
