import type {Offer} from '../../../source/domain/pace/choose.ts';
import {createPaceModel, type PaceModelOptions, type Sent} from '../../../source/domain/pace/model.ts';
import type {Seen} from '../../../source/domain/pace/seen.ts';
import {SimulatedPortal, World, type PortalLaw} from './portal.ts';

/** So many writes that may go by these methods, the best first. */
export interface Chore {
  readonly methods: readonly string[];
  readonly writes: number;
}

export interface Driven {
  /** Until the last answer. */
  readonly seconds: number;
  readonly requests: number;
  readonly singles: number;
  /**
   * Refusals with 503; and with 429, of the account that was refused most often. Requests that were sent before the first refusal was
   * heard count as one with it: nobody could know.
   */
  readonly tooMany: number;
  readonly held: number;
  /** All requests that were refused, themselves or some of their commands. */
  readonly refused: number;
  readonly mostInFlight: number;
  /** How long the longest request worked, in milliseconds. */
  readonly longestMs: number;
  /** The longest that a batch of several was expected to work, in milliseconds; of the first ones, and of all. */
  readonly firstExpected: number;
  readonly mostExpected: number;
  readonly left: number;
  readonly billing: string;
  /** After how many answers it was what it is in the end. */
  readonly knewBilling: number;
}

export interface DriveOptions extends PaceModelOptions {
  /** What our clock shows at a time; may jump. */
  readonly clock?: (at: number) => number;
  /** What else happens: others, in the same world. */
  readonly besides?: (world: World, portal: SimulatedPortal) => void;
  /** Where in a minute it begins, in milliseconds. */
  readonly startMs?: number;
  /** Seconds after which it is given up. */
  readonly giveUp?: number;
}

const START = Date.UTC(2026, 10, 3, 9, 0, 0);
const MOST_COMMANDS = 49;

/** Does all writes, asking nothing but the model what may be done. */
export function drive(chores: readonly Chore[], law: PortalLaw, options: DriveOptions = {}): Driven {
  const world = new World();
  const began = START + (options.startMs ?? 0);
  world.now = began;
  const portal = new SimulatedPortal(world, law);
  const model = createPaceModel(options);
  const clock = options.clock ?? ((at: number): number => at);
  const now = (): number => clock(world.now - began) + began;
  const todo = chores.map(({methods, writes}) => ({methods, left: writes}));
  let underWay = 0;
  let [requests, singles, refused, answers, knewBilling, ended] = [0, 0, 0, 0, 0, began];
  let [firstExpected, mostExpected] = [0, 0];
  let billing = model.billing();
  const lessons = new Map<string, {count: number; heardAt: number}>();
  let wake = 0;
  let attempts = 0;
  let troubledAt = -Infinity;
  options.besides?.(world, portal);

  const left = (): number => todo.reduce((sum, one) => sum + one.left, underWay);

  /** @param what is refused: the address, or an account */
  function lesson(what: string, sentAt: number): void {
    refused += 1;
    const of = lessons.get(what) ?? {count: 0, heardAt: -Infinity};
    if (sentAt > of.heardAt) lessons.set(what, {count: of.count + 1, heardAt: world.now});
  }

  /** Turn by turn, so that no account is left for the end. */
  function offers(): Offer<(typeof todo)[number]>[] {
    const rounds = Array.from({length: MOST_COMMANDS}, (_, round) => todo.filter(one => one.left > round));
    return rounds.flat().map(one => ({
      write: one,
      ways: one.methods.map(method => ({method, costMs: model.costs.of(method), leave: 0})),
    }));
  }

  function next(): {chosen: ReturnType<typeof model.fill<(typeof todo)[number]>>; isBatch: boolean} {
    const batch = model.fill(offers(), MOST_COMMANDS, 'batch', now());
    if (batch.length > 0) return {chosen: batch, isBatch: true};
    return {chosen: model.billing() === 'batch' ? model.fill(offers(), 1, 'single', now()) : [], isBatch: false};
  }

  /** Sends as long as the model lets it, then says when to look again. */
  function go(): void {
    for (;;) {
      if (todo.every(one => one.left === 0)) return;
      const {most, now: open} = model.inFlight();
      if (open >= Math.min(most, model.writesAtOnce())) return;
      const wait = model.wait(now()).ms;
      if (wait > 0) return wakeIn(wait);
      const {chosen, isBatch} = next();
      if (chosen.length > 0) {
        send(chosen, isBatch);
        continue;
      }
      const methods = todo.filter(one => one.left > 0).flatMap(one => one.methods);
      const carriers = model.billing() === 'batch' ? (['batch', 'single'] as const) : (['batch'] as const);
      const free = methods.flatMap(method =>
        carriers.map(carrier => model.freeAt(method, carrier, Math.max(2, model.costs.of(method) / 1000), now())),
      );
      return wakeIn(Math.max(100, Math.min(...free) - now()));
    }
  }

  function wakeIn(ms: number): void {
    wake += 1;
    const mine = wake;
    world.later(ms, () => {
      if (mine === wake) go();
    });
  }

  function send(chosen: ReturnType<typeof next>['chosen'], isBatch: boolean): void {
    const carrier = isBatch ? 'batch' : 'single';
    const commands = chosen.map(({way}) => ({method: way.method, kind: way.method}));
    const expected = chosen.reduce((sum, {way}) => sum + way.costMs, 0);
    if (chosen.length > 1) {
      mostExpected = Math.max(mostExpected, expected);
      if (model.costs.known().size === 0) firstExpected = Math.max(firstExpected, expected);
    }
    for (const {write} of chosen) write.left -= 1;
    underWay += chosen.length;
    requests += 1;
    if (!isBatch) singles += 1;
    const job = model.plan(carrier, commands);
    const sent: Sent = model.send(now());
    const sentAt = world.now;
    const isOff = (index: number): void => {
      const write = chosen[index]?.write;
      if (write) write.left += 1;
    };
    portal.send(
      commands.map(({method}) => method),
      isBatch,
      ({kind, commands: ends, outer}) => {
        underWay -= chosen.length;
        ended = world.now;
        if (kind === 'answer') {
          attempts = 0;
          model.answered(sent);
          const seen = ends.map(
            ({result, ...times}, index): Seen => ({...commands[index]!, ok: result === 'done', ...times}),
          );
          model.told(job, seen, outer && {method: 'batch', ok: true, ...outer}, now());
          answers += 1;
          if (model.billing() !== billing) [billing, knewBilling] = [model.billing(), answers];
          const held = new Set<string>();
          ends.forEach(({result}, index) => {
            if (result === 429) held.add(commands[index]!.method);
            if (result === 429) model.held(commands[index]!.method, sent, outer?.finish, now());
            if (result !== 'done') isOff(index);
          });
          for (const method of held) lesson(method, sentAt);
        } else {
          const method = isBatch ? 'batch' : commands[0]!.method;
          if (kind === 'lost') model.lost(job, now());
          else {
            model.drop(job);
            lesson(kind === 503 ? '' : method, sentAt);
          }
          const why = kind === 503 ? 'portal-asks' : kind === 429 ? 'execution-time' : 'unreachable';
          model.troubled(sent, {why, method, attempt: attempts, chance: 0.5}, now());
          if (sentAt > troubledAt) attempts += 1;
          troubledAt = world.now;
          chosen.forEach((_, index) => isOff(index));
        }
        go();
      },
    );
  }

  go();
  const until = began + (options.giveUp ?? 1e6) * 1000;
  while (left() > 0 && world.now < until) if (!world.step()) break;
  return {
    seconds: (ended - began) / 1000,
    requests,
    singles,
    tooMany: lessons.get('')?.count ?? 0,
    held: Math.max(0, ...[...lessons].map(([what, {count}]) => (what === '' ? 0 : count))),
    refused,
    mostInFlight: portal.mostInFlight,
    longestMs: Math.max(0, ...portal.worked),
    firstExpected,
    mostExpected,
    left: left(),
    billing,
    knewBilling,
  };
}
