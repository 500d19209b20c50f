import type {EntityType} from '../../domain/entity-types.ts';
import type {Way} from '../../domain/pace/choose.ts';
import {BATCH_MS, writesPerBatch} from '../../domain/pace/costs.ts';
import type {Carrier} from '../../domain/pace/execution.ts';
import {WORTH_A_BATCH_S} from '../../domain/pace/model.ts';
import type {Pace} from '../../portal/client.ts';
import {looksLikeReference} from '../../portal/encode.ts';
import {ITEM_UPDATE, siblingOf} from '../../portal/families/siblings.ts';
import type {RunState} from '../run-state.ts';
import type {Checking} from './checking.ts';
import type {Ready} from './ready.ts';
import {checkOf, type Part} from './reading.ts';
import {commandOf, MOST_COMMANDS, sizeOf, type Checked, type Riders, type Write} from './request.ts';
import type {SiblingRefusals} from './sibling-refusals.ts';
import type {Supply} from './supply.ts';
import {kindOf, mainMethod, planWays} from './ways.ts';

/** What is to be sent next, or what is waited for. */
export type Next =
  | {readonly do: 'batch'; readonly writes: readonly Write[]; readonly riders: Riders}
  | {readonly do: 'alone'; readonly write: Write}
  | {readonly do: 'check'; readonly parts: readonly Part[]}
  /** Nothing can go before an account of execution time has room again. */
  | {readonly do: 'wait'; readonly until: number; readonly method: string}
  /** Nothing can go before a request that is under way has been answered. */
  | {readonly do: 'nothing'};

export interface Composing {
  readonly state: RunState;
  readonly supply: Supply;
  readonly ready: Ready;
  /** Fewer writes in one request than it has room for; and what rides along is left out. */
  readonly most: number;
  readonly alone: boolean;
  /** Records whose checks are under way. */
  readonly checking: Checking;
  /** These were refused by an older method, and go by `crm.item.update`. */
  readonly refusedBySibling: SiblingRefusals;
  /** Types of which something was refused: their writes are read back in the same request. */
  readonly isDoubtful: (type: EntityType) => boolean;
}

/** Parts that ride along in one request, each a command or two. */
const MOST_PARTS = 3;
const PAGE = 50;
/** Checks last 15 s, and two single writes a second go out at most. */
const MOST_SINGLES = 28;

export function compose(composing: Composing): Next {
  const {state, ready, supply} = composing;
  const {pace} = state.parts.client;
  const alone = [...ready.all()].find(mustGoAlone);
  if (alone) {
    const [write] = pick(offersOf(composing, [alone], 'single'), 1, 'single', state);
    if (write) return {do: 'alone', write};
  }
  const together = offersOf(
    composing,
    alone ? [...ready.all()].filter(write => !mustGoAlone(write)) : [...ready.all()],
    'batch',
  );
  const writes = pick(together, Math.min(composing.most, MOST_COMMANDS - 1), 'batch', state);
  if (writes.length > 0) return fit(composing, writes);
  if (pace.billing() === 'batch') {
    const [write] = pick(offersOf(composing, ready.all(), 'single'), 1, 'single', state);
    if (write) return {do: 'alone', write};
  }
  const mostParts = composing.checking.mostParts();
  const parts = nextParts(composing, {limit: PAGE * MOST_COMMANDS, leaving: 0, mostParts});
  if (parts.length > 0) return {do: 'check', parts};
  if (composing.checking.size() > 0 || pace.inFlight().now > 0) return {do: 'nothing'};
  return earliest(composing, [...new Set([...supply.types(), ...[...ready.all()].map(({type}) => type)])]);
}

type Offers = ReturnType<typeof offersOf>;

/** What is ready, each with the ways it may go now. */
function offersOf(
  {state, supply, ready, checking, refusedBySibling}: Composing,
  writes: Iterable<Checked>,
  carrier: Carrier,
): {write: Checked; ways: Way[]}[] {
  const types = new Set([...supply.types(), ...checking.counts.keys(), ...[...ready.all()].map(({type}) => type)]);
  const ways = planWays(
    state.parts.client.pace,
    carrier,
    [...types].map(type => ({type, records: supply.left(type) + ready.count(type) + (checking.counts.get(type) ?? 0)})),
  );
  return [...writes].map(write => ({
    write,
    ways: ways(write.type, write.record, refusedBySibling.has(write.record)),
  }));
}

function pick(offers: Offers, most: number, carrier: Carrier, state: RunState): Write[] {
  return state.parts.client.pace.fill(offers, most, carrier).map(({write, way}) => ({...write, method: way.method}));
}

/** Values that a batch would take for references to other results go by themselves, as JSON (fact sheet section 4). */
function mustGoAlone(write: Checked): boolean {
  const place = write.known.records.get(write.record.id)?.location ?? write.record.activity?.location ?? '';
  return place !== '' && looksLikeReference(JSON.stringify(commandOf({...write, method: ''}).params));
}

/** Fills what a request has room for: the writes, their read-back, the checks of what comes next, the successors. */
function fit(composing: Composing, chosen: readonly Write[]): Next {
  const {state, alone, isDoubtful} = composing;
  const rides = {limit: chosen.length * 2, leaving: chosen.length, mostParts: MOST_PARTS};
  const checks = alone ? [] : nextParts(composing, rides).map(checkOf);
  const writes = [...chosen];
  const riders = (): Riders => ({
    checks,
    successors: state.askSuccessors([
      ...writes.map(({record}) => record),
      ...checks.flatMap(({records}) => [...records]),
    ]),
    readsBack: writes.some(({type}) => isDoubtful(type)),
  });
  // What is counted is what is sent: asked for anew, a moment later, it may be a command more.
  let along = riders();
  while (writes.length > 1 && sizeOf(writes, along) > MOST_COMMANDS) {
    writes.pop();
    along = riders();
  }
  return {do: 'batch', writes, riders: along};
}

/**
 * Takes what is looked at next from the supply: as much as the requests under way will need once they are answered, of types whose
 * budget is not spoken for.
 */
function nextParts(
  composing: Composing,
  {limit, leaving, mostParts}: {readonly limit: number; readonly leaving: number; readonly mostParts: number},
): Part[] {
  const {state, supply, ready, checking, most, alone} = composing;
  const {pace} = state.parts.client;
  const types = inOrder(composing);
  const [first] = types;
  if (!first) return [];
  const perRequest = alone
    ? most
    : writesPerBatch(costOf(state, supply, first), Math.min(most, MOST_COMMANDS - 2), BATCH_MS);
  const flight = pace.inFlight();
  // What rides along replaces what goes; what is asked for by itself is for all the requests that could go now.
  const wanted = alone
    ? most
    : isBySingles(state)
      ? MOST_SINGLES
      : perRequest * ((leaving > 0 ? flight.now : flight.most) + 2);
  let room = Math.min(limit, wanted - (ready.size - leaving) - checking.size());
  const parts: Part[] = [];
  for (const type of types) {
    if (room <= 0 || parts.length >= mostParts) break;
    while (room > 0 && parts.length < mostParts && supply.left(type) > 0) {
      const taken = parts.reduce((sum, part) => sum + (part.type === type ? part.records.length : 0), 0);
      const some = Math.min(room, PAGE, affordable(composing, type) - taken);
      const records = some > 0 ? supply.take(type, some) : [];
      if (records.length === 0) break;
      parts.push({type, records});
      room -= records.length;
    }
  }
  return parts;
}

/** Whether batches are charged as such, and have no time left that would be worth one: writes go one by one. */
function isBySingles({parts}: RunState): boolean {
  const {pace} = parts.client;
  return pace.billing() === 'batch' && pace.room(ITEM_UPDATE, 'batch') < WORTH_A_BATCH_S;
}

/** How many more of a type its budgets could bear now. */
function affordable(composing: Composing, type: EntityType): number {
  const {state, supply, ready} = composing;
  const {pace} = state.parts.client;
  const carriers = carriersOf(pace);
  const seconds = methodsOf(type, composing).reduce(
    (sum, method) => sum + Math.max(...carriers.map(carrier => pace.room(method, carrier))),
    0,
  );
  return Math.floor(seconds / (costOf(state, supply, type) / 1000)) - ready.count(type);
}

/** What a write of a type costs by its main method, in milliseconds. */
function costOf({parts}: RunState, {viaTask}: Supply, type: EntityType): number {
  return parts.client.pace.costs.of(kindOf(mainMethod(type, viaTask), type));
}

/** How writes may go: single calls are worth it only where a batch is charged as such. */
function carriersOf(pace: Pace): Carrier[] {
  return pace.billing() === 'batch' ? ['batch', 'single'] : ['batch'];
}

/** The methods by which something that waits of a type may go: not by the older one where that has refused all of it. */
function methodsOf(type: EntityType, {supply, ready, refusedBySibling}: Composing): string[] {
  const ways = [mainMethod(type, supply.viaTask)];
  const sibling = ways[0] === ITEM_UPDATE ? siblingOf(type) : undefined;
  const isOpen = supply.left(type) + ready.count(type) > refusedBySibling.count(type);
  return sibling === undefined || !isOpen ? ways : [...ways, sibling];
}

/** Types whose budget will be short first go first, since they will have to wait most; the others in the plan's order. */
function inOrder(composing: Composing): EntityType[] {
  const {state, supply} = composing;
  const {pace} = state.parts.client;
  const load = (type: EntityType): number => {
    const seconds = (supply.left(type) * costOf(state, supply, type)) / 1000;
    const room = methodsOf(type, composing).reduce((sum, method) => sum + pace.room(method, 'batch'), 0);
    return seconds <= room ? 0 : 1 / methodsOf(type, composing).length;
  };
  return supply
    .types()
    .map((type, index) => ({type, index, load: load(type)}))
    .sort((a, b) => b.load - a.load || a.index - b.index)
    .map(({type}) => type);
}

/** The first moment at which something of these types has room. */
function earliest(composing: Composing, types: readonly EntityType[]): Next {
  const {pace} = composing.state.parts.client;
  const carriers = carriersOf(pace);
  const times = types.flatMap(type =>
    methodsOf(type, composing).flatMap(method =>
      carriers.map(carrier => ({
        method: carrier === 'batch' && pace.billing() === 'batch' ? 'batch' : method,
        until: pace.freeAt(method, carrier, Math.max(WORTH_A_BATCH_S, pace.costs.of(kindOf(method, type)) / 1000)),
      })),
    ),
  );
  const first = times.reduce<(typeof times)[number] | undefined>(
    (best, one) => (best === undefined || one.until < best.until ? one : best),
    undefined,
  );
  return first ? {do: 'wait', ...first} : {do: 'nothing'};
}
