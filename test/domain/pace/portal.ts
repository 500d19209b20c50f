// A portal's limits as the fact sheet tells them (section 5), in simulated time. The tests' own: nothing of it comes from the source.

export interface PortalLaw {
  /** Requests at once, and a second. */
  readonly burst: number;
  readonly perSecond: number;
  /** Execution time in ten one-minute baskets. */
  readonly seconds: number;
  readonly billing: 'method' | 'batch' | 'none';
  /** How much of a batch's time is charged; and seconds of a fixed block after an excess. */
  readonly weight?: number;
  readonly block?: number;
  /** There and back. */
  readonly latencyMs: number;
  readonly costMs: (method: string) => number;
  /** `start` with fractions, as before August 2025. */
  readonly isExact?: boolean;
  /** The portal's clock minus ours. */
  readonly aheadMs?: number;
  /** Told of each request: its answer gets lost, on the way there or on the way back. */
  readonly loses?: () => 'nothing' | 'question' | 'answer';
  /** A command is refused for a reason of its own. */
  readonly refuses?: () => boolean;
  /** A request is refused with 503 or 429 for no reason that can be seen. */
  readonly moods?: () => 'none' | 503 | 429;
}

export interface CommandEnd {
  readonly result: 'done' | 'refused' | 429;
  readonly start?: number;
  readonly finish?: number;
  readonly operating?: number;
  readonly resetAt?: number;
}

export interface End {
  readonly kind: 'answer' | 503 | 429 | 'lost';
  readonly commands: readonly CommandEnd[];
  /** Of the batch itself. */
  readonly outer?: Omit<CommandEnd, 'result'>;
}

const MINUTE = 60;
const FREE = 0.1;

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time, and what happens in it: one thing after another, those of one moment in the order in which they were said. */
export class World {
  now = 0;
  #events: Event[] = [];
  #order = 0;

  later(ms: number, run: () => void): void {
    const event = {at: this.now + Math.max(0, ms), order: (this.#order += 1), run};
    // Few are open at once.
    let index = this.#events.length;
    while (index > 0 && (this.#events[index - 1]?.at ?? 0) > event.at) index -= 1;
    this.#events.splice(index, 0, event);
  }

  /** Lets the next thing happen. False where nothing is left to happen. */
  step(): boolean {
    const next = this.#events.shift();
    if (!next) return false;
    this.now = next.at;
    next.run();
    return true;
  }
}

export class SimulatedPortal {
  readonly #world: World;
  readonly #law: PortalLaw;
  #level = 0;
  #levelAt = 0;
  readonly #baskets = new Map<string, Map<number, number>>();
  readonly #blocked = new Map<string, number>();
  inFlight = 0;
  mostInFlight = 0;
  /** How long each request worked, in milliseconds. */
  readonly worked: number[] = [];

  constructor(world: World, law: PortalLaw) {
    this.#world = world;
    this.#law = law;
  }

  /** Sends a request; `end` is called when its answer, or the end of patience for one, is there. */
  send(methods: readonly string[], isBatch: boolean, end: (end: End) => void): void {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const fate = this.#law.loses?.() ?? 'nothing';
    const half = this.#law.latencyMs / 2;
    const done = (what: End): void => {
      this.inFlight -= 1;
      end(what);
    };
    const lost: End = {kind: 'lost', commands: []};
    if (fate === 'question') return this.#world.later(5000, () => done(lost));
    this.#world.later(half, () =>
      this.#arrive(methods, isBatch, answer => {
        const isLost = fate === 'answer' && answer.kind === 'answer';
        this.#world.later(isLost ? 5000 : half, () => done(isLost ? lost : answer));
      }),
    );
  }

  /** Others use the same address, or the same key. */
  othersAsk(): void {
    this.#admit();
  }
  othersSpend(method: string, seconds: number): void {
    this.#charge(this.#law.billing === 'batch' ? 'batch' : method, seconds);
  }

  /** Seconds since 1970 by the portal's own clock. */
  #clock(): number {
    return (this.#world.now + (this.#law.aheadMs ?? 0)) / 1000;
  }

  #admit(): boolean {
    const {burst, perSecond} = this.#law;
    this.#level = Math.max(0, this.#level - ((this.#world.now - this.#levelAt) / 1000) * perSecond);
    this.#levelAt = this.#world.now;
    if (this.#level + 1 > burst + 1e-9) return false;
    this.#level += 1;
    return true;
  }

  #arrive(methods: readonly string[], isBatch: boolean, end: (end: End) => void): void {
    const mood = this.#law.moods?.() ?? 'none';
    if (!this.#admit() || mood === 503) return end({kind: 503, commands: []});
    const paysAsBatch = isBatch && this.#law.billing === 'batch';
    if (mood === 429 || (!isBatch && this.#isBlocked(methods[0] ?? '')) || (paysAsBatch && this.#isBlocked('batch')))
      return end({kind: 429, commands: []});
    this.#work(methods, isBatch, end);
  }

  #work(methods: readonly string[], isBatch: boolean, end: (end: End) => void): void {
    const began = this.#world.now;
    const ends: CommandEnd[] = [];
    const own = new Map<string, number>();
    const started = this.#clock();
    const payerOf = (method: string): string => (isBatch && this.#law.billing === 'batch' ? 'batch' : method);
    const next = (index: number): void => {
      const method = methods[index];
      if (method === undefined) {
        this.worked.push(this.#world.now - began);
        const outer = this.#times(started, 'batch', own);
        for (const [account, seconds] of own) this.#charge(account, seconds);
        return end({kind: 'answer', commands: ends, ...(isBatch ? {outer} : {})});
      }
      if (isBatch && this.#law.billing === 'method' && this.#isBlocked(method)) {
        ends.push({result: 429});
        return next(index + 1);
      }
      if (this.#law.refuses?.()) {
        ends.push({result: 'refused'});
        return next(index + 1);
      }
      const from = this.#clock();
      const cost = this.#law.costMs(method);
      this.#world.later(cost, () => {
        const payer = payerOf(method);
        own.set(payer, (own.get(payer) ?? 0) + (cost / 1000) * (payer === 'batch' ? (this.#law.weight ?? 1) : 1));
        ends.push({result: 'done', ...this.#times(from, payer, own)});
        next(index + 1);
      });
    };
    next(0);
  }

  #times(from: number, account: string, own: ReadonlyMap<string, number>): Omit<CommandEnd, 'result'> {
    const start = this.#law.isExact ? from : Math.floor(from);
    const finish = this.#clock();
    if (this.#law.billing === 'none') return {start, finish};
    const share = own.get(account) ?? 0;
    const live = this.#live(account);
    const minute = Math.floor(this.#clock() / MINUTE);
    return {
      start,
      finish,
      operating: [...live.values()].reduce((sum, one) => sum + one, 0) + (share > FREE ? share : 0),
      resetAt: (Math.min(minute, ...live.keys()) + 10) * MINUTE,
    };
  }

  #live(account: string): Map<number, number> {
    const baskets = this.#baskets.get(account) ?? new Map<number, number>();
    this.#baskets.set(account, baskets);
    const oldest = Math.floor(this.#clock() / MINUTE) - 9;
    for (const minute of baskets.keys()) if (minute < oldest) baskets.delete(minute);
    return baskets;
  }

  #charge(account: string, seconds: number): void {
    if (this.#law.billing === 'none' || seconds <= FREE) return;
    const baskets = this.#live(account);
    const minute = Math.floor(this.#clock() / MINUTE);
    baskets.set(minute, (baskets.get(minute) ?? 0) + seconds);
  }

  #isBlocked(account: string): boolean {
    if (this.#law.billing === 'none') return false;
    if ((this.#blocked.get(account) ?? 0) > this.#clock()) return true;
    const live = this.#live(account);
    if ([...live.values()].reduce((sum, one) => sum + one, 0) <= this.#law.seconds) return false;
    if (this.#law.block !== undefined) {
      this.#blocked.set(account, this.#clock() + this.#law.block);
      live.clear();
    }
    return true;
  }
}
