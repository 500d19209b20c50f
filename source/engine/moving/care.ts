import type {PlannedRecord} from '../../domain/plan.ts';
import type {PortalFault} from '../../portal/faults.ts';

/**
 * How carefully to go on after requests that came to nothing that is known: first the portal has to be seen to answer, then less is sent at
 * a time, until the record that the portal chokes on is found or as much has gone through as was lost.
 */
export interface Care {
  /** One request at a time, and what is sent is read first. */
  isCareful(): boolean;
  /** The most writes in one request. */
  most(): number;
  /** The fault to wait after before anything else is sent, once. */
  takeRecovery(): {readonly fault: PortalFault; readonly attempt: number} | undefined;
  recoverFrom(fault: PortalFault): void;
  /** A request of so many writes was lost: half of it next time. */
  sendLessThan(writes: number): void;
  /** An answer came, and told of so many writes. */
  answered(writes: number): void;
  /** The record that it was about has been found. */
  found(): void;
  /** Counts that a write of this record got no answer. Returns how often by now. */
  lost(record: Pick<PlannedRecord, 'type' | 'id'>): number;
}

export function createCare(): Care {
  const losses = new Map<string, number>();
  let recovery: {fault: PortalFault; attempt: number} | undefined;
  let attempts = 0;
  let less: {most: number; left: number} | undefined;
  return {
    isCareful: () => less !== undefined || recovery !== undefined,
    most: () => less?.most ?? Infinity,
    takeRecovery() {
      const taken = recovery;
      recovery = undefined;
      return taken;
    },
    recoverFrom(fault) {
      if (recovery) return;
      recovery = {fault, attempt: attempts};
      attempts += 1;
    },
    sendLessThan(writes) {
      const most = Math.max(1, Math.floor(writes / 2));
      less = {most: Math.min(most, less?.most ?? most), left: Math.max(writes, less?.left ?? 0)};
    },
    answered(writes) {
      attempts = 0;
      if (less) less.left -= writes;
      if (less && less.left <= 0) less = undefined;
    },
    found() {
      less = undefined;
    },
    lost({type, id}) {
      const count = (losses.get(`${type} ${id}`) ?? 0) + 1;
      losses.set(`${type} ${id}`, count);
      return count;
    },
  };
}
