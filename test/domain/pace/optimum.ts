import type {Chore} from './driver.ts';
import type {PortalLaw} from './portal.ts';

const IN_FLIGHT = 20;
const COMMANDS = 49;
const PERIOD = 600;
const FOR_READS = 10;
const STEP = 0.5;

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
    const share = law.weight ?? 1;
    let done = 0;
    let places = law.burst;
    let [batch, alone] = [0, 0];
    for (let step = 0; ; step += 1) {
      if ((step * STEP) % PERIOD === 0)
        [batch, alone] = [(law.seconds - FOR_READS) / share, law.seconds * parts.length];
      // Places that nobody takes are not saved up beyond what may come at once.
      places = Math.min(law.burst, places + law.perSecond * STEP);
      const batched = Math.min(batch, IN_FLIGHT * STEP, places * COMMANDS * mean);
      batch -= batched;
      places -= batched / mean / COMMANDS;
      const singles = Math.min(places, alone / mean, (IN_FLIGHT * STEP - batched) / (latency + mean));
      alone -= singles * mean;
      places -= singles;
      done += batched / mean + singles;
      if (done >= writes) return step * STEP;
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
