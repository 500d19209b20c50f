import fc from 'fast-check';
import {describe, expect, it, vi} from 'vitest';
import {ENTERPRISE_LIMIT, NO_LIMIT, USUAL_LIMIT} from '../../../source/domain/pace/bucket.ts';
import {MOST_IN_FLIGHT} from '../../../source/domain/pace/in-flight.ts';
import {drive, type Chore} from './driver.ts';
import {optimum} from './optimum.ts';
import type {PortalLaw} from './portal.ts';

// Hours of simulated time are a second or two of a busy machine's.
vi.setConfig({testTimeout: 120_000});

/**
 * What the way in and the way out may cost beside the tenth, in seconds: the first batches, of the twenty writes that come to ten seconds
 * at the assumed cost, go two at a time until it is known what a write costs; a portal that is new is not met by a crowd, so that the next
 * ones, of twenty seconds, are seven; and the last ones end one by one.
 */
const wayInAndOut = (costs: Iterable<number>): number => (20 * Math.max(...costs)) / 1000 + 20 + 20;

/** Numbers from 0 to 1 that depend on nothing but the seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Scene {
  readonly chores: readonly Chore[];
  readonly costs: ReadonlyMap<string, number>;
  readonly law: PortalLaw;
  readonly startMs: number;
  readonly seed: number;
}

const methods = fc.array(fc.record({cost: fc.integer({min: 20, max: 420}), writes: fc.integer({min: 50, max: 1800})}), {
  minLength: 1,
  maxLength: 4,
});
const bucket = fc.constantFrom({burst: 50, perSecond: 2}, {burst: 250, perSecond: 5}, {burst: 12, perSecond: 1});

const scenes = fc
  .record({
    methods,
    bucket,
    seconds: fc.constantFrom(240, 420, 480),
    billing: fc.constantFrom<PortalLaw['billing']>('method', 'batch', 'none'),
    latencyMs: fc.integer({min: 40, max: 900}),
    isExact: fc.boolean(),
    aheadMs: fc.integer({min: -3_600_000, max: 3_600_000}),
    startMs: fc.integer({min: 0, max: 59_999}),
    seed: fc.nat(),
  })
  .map(({methods: some, bucket: limit, startMs, seed, ...law}): Scene => {
    // Where batches pay for themselves, which writes go alone, and by which method, is a choice of its own: here any will do.
    const names = some.map((_, index) => `m${index}`);
    const turned = (index: number): string[] => [...names.slice(index), ...names.slice(0, index)];
    const each = law.billing === 'batch' ? some[0]?.cost : undefined;
    const costs = new Map(some.map(({cost}, index) => [`m${index}`, each ?? cost]));
    const roll = dice(seed);
    return {
      chores: some.map(({writes}, index) => ({
        methods: law.billing === 'batch' ? turned(index) : [`m${index}`],
        writes,
      })),
      costs,
      // No two writes cost the same.
      law: {...law, ...limit, costMs: method => (costs.get(method) ?? 0) * (0.8 + 0.4 * roll())},
      startMs,
      seed,
    };
  });

const given = ({law, startMs}: Scene) => ({
  limit: {capacity: law.burst, leakPerSecond: law.perSecond},
  execution: {limit: law.seconds, isKnown: true},
  startMs,
});
const runs = (numRuns: number): fc.Parameters<unknown> => ({numRuns});

describe('with the limits it was given', () => {
  it('is never refused, and is within a tenth of what is possible', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const {chores, law, costs} = scene;
        const seen = drive(chores, law, given(scene));
        expect(seen).toMatchObject({left: 0, tooMany: 0, held: 0, refused: 0});
        // What just fits into the account and what just does not are ten minutes apart, and no two writes cost the same.
        const best = optimum(chores, {...law, seconds: law.seconds * 0.95}, method => costs.get(method) ?? 0);
        expect(seen.seconds).toBeLessThanOrEqual(best * 1.1 + wayInAndOut(costs.values()));
        expect(seen.mostInFlight).toBeLessThanOrEqual(MOST_IN_FLIGHT);
        expect(seen.firstExpected).toBeLessThanOrEqual(10_000);
        expect(seen.mostExpected).toBeLessThanOrEqual(20_000);
        expect(seen.longestMs).toBeLessThan(45_000);
        if (law.billing !== 'none') expect(seen).toMatchObject({billing: law.billing});
        expect(seen.knewBilling).toBeLessThanOrEqual(3);
      }),
      runs(150),
    );
  });
});

describe('whatever a write costs', () => {
  it('no request works for long, from the first one on: two writes tell what the next ones may be', () => {
    fc.assert(
      fc.property(scenes, fc.integer({min: 20, max: 12_000}), ({law, startMs, seed}, cost) => {
        const roll = dice(seed);
        const chores = [{methods: ['m0'], writes: 60}];
        const seen = drive(
          chores,
          {...law, billing: 'none', costMs: () => cost * (0.8 + 0.4 * roll())},
          {limit: {capacity: law.burst, leakPerSecond: law.perSecond}, startMs},
        );
        expect(seen.left).toBe(0);
        expect(seen.longestMs).toBeLessThan(30_000);
      }),
      runs(150),
    );
  });
});

describe('with limits that are not what was thought', () => {
  const truths = fc.record({
    burst: fc.integer({min: 10, max: 49}),
    perSecond: fc.double({min: 0.5, max: 2, noNaN: true}),
    thought: fc.constantFrom(USUAL_LIMIT, ENTERPRISE_LIMIT, NO_LIMIT),
  });

  it('learns the request limit after at most five refusals', () => {
    fc.assert(
      fc.property(scenes, truths, (scene, {burst, perSecond, thought}) => {
        const {law, chores, costs, startMs} = scene;
        const truth = {...law, burst, perSecond, billing: 'none' as const};
        const seen = drive(chores, truth, {limit: thought, startMs});
        expect(seen.left).toBe(0);
        expect(seen.tooMany).toBeLessThanOrEqual(5);
        // And it does not crawl from then on: a refusal costs some seconds of quiet, and what is learned is a little too careful.
        const best = optimum(chores, truth, method => costs.get(method) ?? 0);
        expect(seen.seconds).toBeLessThanOrEqual(best * 1.6 + wayInAndOut(costs.values()));
      }),
      runs(150),
    );
  });

  it('learns the limit of execution time after at most five refusals of each method', () => {
    fc.assert(
      fc.property(scenes, fc.integer({min: 160, max: 479}), (scene, seconds) => {
        const {law, chores, costs, startMs} = scene;
        const truth = {...law, seconds};
        const limit = {capacity: law.burst, leakPerSecond: law.perSecond};
        const seen = drive(chores, truth, {limit, startMs});
        expect(seen).toMatchObject({left: 0, tooMany: 0});
        expect(seen.held).toBeLessThanOrEqual(5);
        // What is learned is found from below: a little of each period is left unused.
        const best = optimum(chores, truth, method => costs.get(method) ?? 0);
        expect(seen.seconds).toBeLessThanOrEqual(best * 1.5 + 660);
      }),
      runs(150),
    );
  });

  it('makes room for others behind the same address and with the same key', () => {
    // Up to half of what there is.
    const others = fc.record({
      asked: fc.double({min: 0.01, max: 0.5, noNaN: true}),
      spent: fc.double({min: 0, max: 0.5, noNaN: true}),
    });
    fc.assert(
      fc.property(scenes, others, (scene, {asked, spent}) => {
        const {law, chores} = scene;
        const every = 1000 / (law.perSecond * asked);
        const spend = (law.seconds * spent * every) / 600_000;
        const seen = drive(chores, law, {
          ...given(scene),
          besides(world, portal) {
            const again = (): void => {
              portal.othersAsk();
              portal.othersSpend('m0', spend);
              world.later(every, again);
            };
            world.later(every, again);
          },
          giveUp: 24 * 3600,
        });
        expect(seen.left).toBe(0);
        expect(seen.tooMany).toBeLessThanOrEqual(5);
        expect(seen.held).toBeLessThanOrEqual(5);
      }),
      runs(80),
    );
  });

  it('knows within three answers who pays for a batch, whatever share of it is charged', () => {
    const weights = fc.record({weight: fc.constantFrom(0.5, 1), block: fc.constantFrom(undefined, 300)});
    fc.assert(
      fc.property(scenes, weights, (scene, {weight, block}) => {
        const law = {...scene.law, billing: 'batch' as const, weight, ...(block ? {block} : {})};
        const seen = drive(scene.chores, law, given(scene));
        expect(seen).toMatchObject({left: 0, billing: 'batch', refused: 0});
        expect(seen.knewBilling).toBeLessThanOrEqual(3);
      }),
      runs(80),
    );
  });
});

describe('whatever happens', () => {
  it('every write is done in the end: lost answers, refusals for no reason, clocks that are set', () => {
    const troubles = fc.record({
      lost: fc.double({min: 0, max: 0.2, noNaN: true}),
      refused: fc.double({min: 0, max: 0.1, noNaN: true}),
      moody: fc.double({min: 0, max: 0.1, noNaN: true}),
      jumps: fc.array(
        fc.record({at: fc.integer({min: 0, max: 3_600_000}), by: fc.integer({min: -7_200_000, max: 7_200_000})}),
        {maxLength: 4},
      ),
    });
    fc.assert(
      fc.property(scenes, troubles, ({chores, law, costs, startMs, seed}, {lost, refused, moody, jumps}) => {
        const roll = dice(seed ^ 0x5bd1e995);
        const seen = drive(
          chores,
          {
            ...law,
            loses: () => (roll() < lost ? (roll() < 0.5 ? 'question' : 'answer') : 'nothing'),
            refuses: () => roll() < refused,
            moods: () => (roll() < moody ? (roll() < 0.5 ? 503 : 429) : 'none'),
          },
          {
            startMs,
            clock: at => at + jumps.reduce((sum, jump) => sum + (at >= jump.at ? jump.by : 0), 0),
            giveUp: 30 * 24 * 3600,
          },
        );
        expect(seen.left).toBe(0);
        expect(seen.mostInFlight).toBeLessThanOrEqual(MOST_IN_FLIGHT);
        const best = optimum(chores, law, method => costs.get(method) ?? 0);
        expect(seen.seconds).toBeLessThanOrEqual(best * 10 + 4 * 3600);
      }),
      runs(150),
    );
  });
});
