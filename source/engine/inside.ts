import type {RecordResult, WindowRefusal} from '../domain/outcomes.ts';
import type {RehireWindow} from './window.ts';

/** So many refusals in a row while the account is open: is it open still? */
const SUSPICIOUS = 5;

/** What is watched while an account is open. */
export interface Inside {
  /** When the account was opened, milliseconds since 1970. */
  readonly since: number;
  /** Milliseconds of open time that are left: no wait is longer. */
  leftMs(): number;
  /** Nothing more may be sent inside, or it has to be looked first whether the account is still open. */
  mustStop(): boolean;
  /** Why nothing more may be sent; undefined where it has only to be looked. */
  why(): WindowRefusal | undefined;
  /** What became final last was refused, and the account was not looked at since. */
  wasRefused(): boolean;
  /** Told each outcome as it becomes final. */
  saw(results: readonly RecordResult[]): void;
  /** The account was looked at and is open: refusals are the records' own. */
  reassured(): void;
}

/** @param limitMs open time in all, by the wall clock */
export function watchInside(window: RehireWindow, limitMs: number, shutNow: AbortSignal | undefined): Inside {
  let refusedInRow = 0;
  const why = (): WindowRefusal | undefined => {
    if (window.isLost()) return 'guard';
    return shutNow?.aborted || window.openFor() >= limitMs ? 'limit' : undefined;
  };
  return {
    since: window.openings.at(-1)?.from ?? 0,
    why,
    leftMs: () => Math.max(0, limitMs - window.openFor()),
    mustStop: () => refusedInRow >= SUSPICIOUS || why() !== undefined,
    wasRefused: () => refusedInRow > 0,
    saw(results) {
      for (const {outcome} of results) refusedInRow = outcome === 'failed' ? refusedInRow + 1 : 0;
    },
    reassured() {
      refusedInRow = 0;
    },
  };
}
