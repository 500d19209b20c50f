import type {TypeKey} from '../domain/entity-types.ts';
import type {FirstRecords} from '../domain/first-records.ts';
import type {Forecast} from '../domain/forecast/forecast.ts';
import type {RecordResult, RunReport} from '../domain/outcomes.ts';
import type {PauseWhy} from '../domain/pause.ts';
import type {TallyRow} from '../domain/tally.ts';

/** Everything the engine tells while it works. Screens, plain lines and JSON lines listen to the same events. */
export type EngineEvent =
  | {readonly kind: 'tally-row'; readonly row: TallyRow}
  | {readonly kind: 'pinning'; readonly type: TypeKey; readonly pinned: number}
  | {readonly kind: 'type-started'; readonly type: TypeKey; readonly records: number}
  /** Outcomes that became final just now, one type per event. */
  | {readonly kind: 'results'; readonly type: TypeKey; readonly results: readonly RecordResult[]}
  /** The type waits for the rehire window; its refused records have no outcome yet. */
  | {readonly kind: 'type-waits'; readonly type: TypeKey; readonly refused: number; readonly text: string}
  | {readonly kind: 'type-ended'; readonly type: TypeKey}
  /** What became of the first records of each type, before the rest goes. */
  | {readonly kind: 'first-records'; readonly types: readonly FirstRecords[]}
  | PauseEvent
  | {readonly kind: 'pause-over'}
  | {readonly kind: 'account'; readonly state: 'opening' | 'open' | 'shutting' | 'shut'; readonly at: number}
  /** Shutting failed and is tried again. */
  | {readonly kind: 'account-stuck'; readonly at: number; readonly attempt: number; readonly text: string}
  | {
      readonly kind: 'window-refused';
      readonly why: NonNullable<RunReport['windowRefused']>['why'];
      readonly text: string;
    }
  | {readonly kind: 'proving'; readonly done: number; readonly of: number}
  /** What is left will take so long, by what was seen up to now: at the start, and again as records are settled. */
  | ({readonly kind: 'outlook'} & Forecast);

/** The program waits, and says why. */
export interface PauseEvent {
  readonly kind: 'pause';
  readonly ms: number;
  /** Where it is `paused`, `ms` is 0: nobody knows how long. */
  readonly why: PauseWhy;
  /** The method whose execution time is used up, for `execution-time`. */
  readonly method?: string;
}

export type Listener = (event: EngineEvent) => void;
