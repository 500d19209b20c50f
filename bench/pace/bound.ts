// What no program can beat; docs/pace-bound.md explains each line.

export interface Load {
  readonly types: readonly {
    readonly table: number;
    readonly records: number;
    /** Whose execution time its updates are charged to: that of a method of its own, `crm.item.update`, or either. */
    readonly methods: 'own' | 'item' | 'item-or-own';
  }[];
  readonly updateMs: number;
  readonly readMs: number;
  readonly latencyMs: number;
  readonly limits: {readonly burst: number; readonly perSecond: number};
  readonly operatingSeconds: number;
  readonly billing: 'method' | 'batch';
}

export interface Bound {
  readonly seconds: number;
  readonly requests: number;
  /** What binds. */
  readonly by: 'latency and requests in flight' | 'request limit' | 'execution time';
}

const PAGE = 50;
const COMMANDS = 50;
const IN_FLIGHT = 20;
const PERIOD = 600;

export function boundOf(load: Load): Bound {
  const {types, latencyMs, limits, billing} = load;
  const [write, read, latency] = [load.updateMs / 1000, load.readMs / 1000, latencyMs / 1000];
  const records = sum(types.map(type => type.records));
  const pages = sum(types.map(type => Math.floor(type.records / PAGE) + 1));
  const backs = sum(types.map(type => Math.ceil(type.records / PAGE)));
  const batches = Math.ceil(records / (COMMANDS - 1));
  const reads = {tally: types.length, pin: pages, check: batches, back: backs, recount: types.length};
  const readRequests = sum([reads.tally, reads.pin, reads.back, reads.recount].map(of => Math.ceil(of / COMMANDS)));
  const requests = readRequests + batches;

  /** So many commands after one another at best: twenty requests at a time, one latency for each. */
  const spread = (commands: number, each: number, sent = Math.ceil(commands / COMMANDS)): number =>
    Math.max(latency + each, (sent * latency + commands * each) / IN_FLIGHT);
  const before = spread(reads.tally, read) + spread(reads.pin, read);
  const after = spread(reads.back + reads.recount, read);
  const writing = spread(records, write, batches) + (batches * read) / IN_FLIGHT;

  const bounds: Record<Bound['by'], number> = {
    'latency and requests in flight': before + writing + after,
    'request limit': (requests - limits.burst) / limits.perSecond,
    'execution time': after + (billing === 'method' ? byMethod() : byBatch()),
  };
  const by = (Object.keys(bounds) as Bound['by'][]).reduce((worst, one) => (bounds[one] > bounds[worst] ? one : worst));
  return {seconds: bounds[by], requests, by};

  /** Each method has its budget; updates of most items may go to `crm.item.update` or to their type's own method. */
  function byMethod(): number {
    const leftAfter = (periods: number): number => {
      const budget = periods * load.operatingSeconds;
      const over = types.map(type => Math.max(0, type.records * write - (type.methods === 'item' ? 0 : budget)));
      const own = sum(over.filter((_, index) => types[index]?.methods === 'own'));
      return own + Math.max(0, sum(over) - own - budget);
    };
    let full = 0;
    while (leftAfter(full + 1) > 0) full += 1;
    return Math.max(before, full * PERIOD) + (full === 0 ? writing : spread(leftAfter(full) / write, write));
  }

  /** The method `batch` has one budget; what does not fit goes as single calls, as many as the request limit lets through. */
  function byBatch(): number {
    let seconds = 0;
    const step = 0.1;
    for (; ; seconds += step) {
      const full = Math.floor(seconds / PERIOD);
      const inPeriod = Math.min(load.operatingSeconds, (seconds - full * PERIOD) * IN_FLIGHT);
      const batched = Math.max(0, full * load.operatingSeconds + inPeriod - sum(Object.values(reads)) * read) / write;
      const sentInBatches = Math.ceil(Math.min(records, batched) / (COMMANDS - 1));
      const singles = Math.min(
        limits.burst + limits.perSecond * seconds - readRequests - sentInBatches,
        ((seconds * IN_FLIGHT) / (latency + write)) | 0,
      );
      if (batched + Math.max(0, singles) >= records) return seconds;
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
