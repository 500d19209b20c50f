import type {Chore} from './driver.ts';
import type {PortalLaw} from './portal.ts';

const IN_FLIGHT = 20;
const COMMANDS = 49;
const PERIOD = 600;
const FOR_READS = 10;

/** The time in seconds that nobody can beat on such a portal without stepping over a limit (docs/pace-bound.md, its writes alone). */
export function optimum(chores: readonly Chore[], law: PortalLaw, costOf: (method: string) => number): number {
  const latency = law.latencyMs / 1000;
  const parts = chores.map(({methods, writes}) => ({writes, cost: costOf(methods[0] ?? '') / 1000}));
  const writes = sum(parts.map(part => part.writes));
  const work = sum(parts.map(part => part.writes * part.cost));
  const requests = Math.ceil(writes / COMMANDS);
  const spread = (seconds: number): number => (requests * latency + seconds) / IN_FLIGHT;
  const byLatency = Math.max(latency + Math.max(...parts.map(part => part.cost)), spread(work));
  const byRequests = (requests - law.burst) / law.perSecond;
  if (law.billing === 'none') return Math.max(byLatency, byRequests);
  return Math.max(byLatency, byRequests, law.billing === 'method' ? byMethod() : byBatch());

  function byMethod(): number {
    const left = (full: number): number =>
      sum(parts.map(part => Math.max(0, part.writes * part.cost - full * law.seconds)));
    let full = 0;
    while (Math.max(...parts.map(part => part.writes * part.cost - (full + 1) * law.seconds)) > 0) full += 1;
    return full === 0 ? byLatency : full * PERIOD + left(full) / IN_FLIGHT;
  }

  /**
   * The batches' one account, less what is kept for the reads of a run, and beside it single calls, each charged to its own method and
   * each a request. Any write may go by any of the methods.
   */
  function byBatch(): number {
    const mean = work / writes;
    const within = (seconds: number, most = law.seconds): number => {
      const full = Math.floor(seconds / PERIOD);
      return full * most + Math.min(most, (seconds - full * PERIOD) * IN_FLIGHT);
    };
    for (let seconds = 0; ; seconds += 0.5) {
      const batched = within(seconds, law.seconds - FOR_READS) / (law.weight ?? 1) / mean;
      const alone = Math.min(
        law.burst + law.perSecond * seconds - batched / COMMANDS,
        (seconds * IN_FLIGHT) / (latency + mean),
        (within(seconds) / mean) * parts.length,
      );
      if (batched + Math.max(0, alone) >= writes) return seconds;
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
