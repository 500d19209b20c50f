/**
 * How many reads one request may hold: as many as a portal takes, until it shows that it is too slow for that. Pure: times are
 * handed in.
 */
export interface ReadSize {
  most(): number;
  /** So many were answered, after so many milliseconds. */
  answered(reads: number, ms: number): void;
  /** So many got no answer: 504, a time-out, or a connection that was lost. Half of them next time. */
  silent(reads: number): void;
}

/** The portal runs at most this many commands of one batch (fact sheet section 4). */
const MOST_READS = 50;
/** How long a request of reads is meant to take at most: far below the 60 s at which one is cut off. */
const MOST_MS = 20_000;

export function createReadSize(): ReadSize {
  let most = MOST_READS;
  return {
    most: () => most,
    answered(reads, ms) {
      if (ms > MOST_MS) most = Math.max(1, Math.min(most, Math.floor((reads * MOST_MS) / ms)));
      // Twice as many would still come in time.
      else if (reads >= most && ms < MOST_MS / 3) most = Math.min(MOST_READS, most * 2);
    },
    silent(reads) {
      most = Math.max(1, Math.min(most, Math.floor(reads / 2)));
    },
  };
}
