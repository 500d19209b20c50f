// What the simulated portals of model.test.ts do not notice: each of these rules could be left out without one of them failing.
import {describe, expect, it} from 'vitest';
import {createPaceModel} from '../../../source/domain/pace/model.ts';

const T = Date.UTC(2026, 10, 3, 9, 0, 0);
const trouble = {method: 'batch', attempt: 2, chance: 0.5} as const;

describe('what one request learned holds for all', () => {
  it.each(['portal-busy', 'unreachable'] as const)('%s: nobody asks before the pause is over', why => {
    const model = createPaceModel();
    const ms = model.troubled(model.send(T), {...trouble, why}, T);
    expect(ms).toBeGreaterThan(1000);
    expect(model.wait(T)).toEqual({ms, why});
    expect(model.wait(T + ms).ms).toBeLessThanOrEqual(0);
    // A clock that is set back makes it no longer.
    expect(model.wait(T + ms - 3_600_000).ms).toBeLessThanOrEqual(0);
  });

  it('a portal that does not answer is asked by fewer at once, one that refuses for its limits is not', () => {
    const silent = createPaceModel();
    silent.troubled(silent.send(T), {...trouble, why: 'unreachable'}, T);
    expect(silent.inFlight().most).toBe(2);
    const limited = createPaceModel();
    limited.troubled(limited.send(T), {...trouble, why: 'execution-time'}, T);
    expect(limited.inFlight().most).toBe(5);
  });
});

it('a pace of our own is kept, and named', () => {
  const model = createPaceModel();
  model.setMaxRps(0.5);
  expect(model.wait(T).ms).toBeLessThanOrEqual(0);
  model.answered(model.send(T));
  expect(model.wait(T + 500)).toEqual({ms: 1500, why: 'own-pace'});
  model.setMaxRps(Infinity);
  expect(model.wait(T + 500).ms).toBeLessThanOrEqual(0);
});

it('a request that did not go takes no place in the bucket', () => {
  const model = createPaceModel();
  for (let sent = 0; sent < 200; sent += 1) model.unsent(model.send(T));
  expect(model.inFlight().now).toBe(0);
  expect(model.wait(T).ms).toBeLessThanOrEqual(0);
});

describe('execution time', () => {
  const writes = Array.from({length: 40}, () => ({method: 'm', kind: 'm'}));

  it('what is lost counts as carried out, what never went does not', () => {
    const model = createPaceModel();
    const full = model.room('m', 'batch', T);
    model.drop(model.plan('batch', writes));
    expect(model.room('m', 'batch', T)).toBe(full);
    model.lost(model.plan('batch', writes), T);
    expect(model.room('m', 'batch', T)).toBe(full - 20);
  });

  it('refusals of what was under way together are one lesson', () => {
    const model = createPaceModel();
    const sent = [1, 2, 3, 4].map(() => model.send(T));
    model.held('m', sent[0], undefined, T + 1000);
    const until = model.freeAt('m', 'batch', 1, T + 1000);
    expect(until).toBe(T + 11_000);
    for (const one of sent.slice(1)) model.held('m', one, undefined, T + 3000);
    expect(model.freeAt('m', 'batch', 1, T + 3000)).toBe(until);
  });

  it('the time at which something is free is told by the clock as it shows now, also after that was set back', () => {
    const model = createPaceModel();
    model.wait(T);
    const back = T - 3_600_000;
    model.held('m', model.send(back), undefined, back);
    expect(model.freeAt('m', 'batch', 1, back)).toBe(back + 10_000);
  });
});

describe('the first writes', () => {
  const offers = Array.from({length: 49}, (_, write) => ({write, ways: [{method: 'm', costMs: 500, leave: 0}]}));
  const two = [
    {method: 'm', kind: 'm', ok: true, start: 100, finish: 112},
    {method: 'm', kind: 'm', ok: true, start: 112, finish: 124},
  ];

  it('are two in one request, and no other beside it, until it is known what they cost', () => {
    const model = createPaceModel();
    expect(model.fill(offers, 49, 'batch', T)).toHaveLength(2);
    expect(model.writesAtOnce()).toBe(1);
    model.told(model.plan('batch', two), two, {method: 'batch', ok: true}, T);
    const dear = offers.map(({write, ways: [way]}) => ({write, ways: [{...way!, costMs: model.costs.of('m')}]}));
    expect(model.fill(dear, 49, 'batch', T)).toHaveLength(1);
  });

  it('are as many as yesterday’s cost allows where an earlier run knew it, two requests at a time', () => {
    const model = createPaceModel({costs: new Map([['m', 500]])});
    expect(model.fill(offers, 49, 'batch', T)).toHaveLength(20);
    expect(model.writesAtOnce()).toBe(2);
  });

  it('that were refused tell nothing of what one costs', () => {
    const model = createPaceModel();
    const refused = two.map(({method, kind}) => ({method, kind, ok: false}));
    model.told(model.plan('batch', two), refused, {method: 'batch', ok: true}, T);
    expect(model.fill(offers, 49, 'batch', T)).toHaveLength(2);
  });

  it('of a portal that tells no times are few for a while only', () => {
    const model = createPaceModel();
    const untold = two.map(({method, kind}) => ({method, kind, ok: true}));
    for (let request = 0; request < 5; request += 1)
      model.told(model.plan('batch', two), untold, {method: 'batch', ok: true}, T);
    expect(model.fill(offers, 49, 'batch', T)).toHaveLength(20);
    expect(model.writesAtOnce()).toBe(2);
  });
});

describe('where batches pay for themselves', () => {
  const at = T / 1000;
  const offers = (writes: number) =>
    Array.from({length: writes}, (_, write) => ({write, ways: [{method: 'm', costMs: 60, leave: 0}]}));

  /** So many seconds of the batches' account are used up. */
  function used(seconds: number) {
    const model = createPaceModel({execution: {limit: 480, isKnown: true}});
    const commands = Array.from({length: 12}, (_, index) => ({
      method: 'm',
      kind: 'm',
      ok: true,
      start: at,
      finish: at + 0.06 * (index + 1),
      operating: seconds,
    }));
    const outer = {method: 'batch', ok: true, start: at, finish: at + 0.72, operating: seconds};
    model.told(model.plan('batch', commands), commands, outer, T + 720);
    expect(model.billing()).toBe('batch');
    return model;
  }

  it('the last crumbs of their account are left, unless they are all that is asked for', () => {
    // Ten seconds are kept for reads: one is left, which 16 writes would fit into.
    const model = used(469);
    expect(model.room('m', 'batch', T + 720)).toBeCloseTo(1);
    expect(model.fill(offers(49), 49, 'batch', T + 720)).toEqual([]);
    expect(model.fill(offers(49), 10, 'batch', T + 720)).toHaveLength(10);
    expect(model.fill(offers(10), 49, 'batch', T + 720)).toHaveLength(10);
    // Single calls have accounts of their own.
    expect(model.fill(offers(49), 1, 'single', T + 720)).toHaveLength(1);
  });

  it('what is worth a request goes, though it is not all', () => {
    const model = used(467.5);
    const chosen = model.fill(offers(49), 49, 'batch', T + 720);
    expect(chosen.length).toBeGreaterThanOrEqual(34);
    expect(chosen.length).toBeLessThan(49);
  });
});

describe('a write that went by itself', () => {
  const at = T / 1000;
  const command = {method: 'm', kind: 'm', ok: true, start: at, finish: at + 0.9, operating: 0.5};

  it('is told by what it was charged, as its own times are whole seconds', () => {
    const model = createPaceModel();
    const job = model.plan('single', [command]);
    model.answered(model.send(T));
    model.told(job, [command], undefined, T + 900);
    expect(model.costs.seen('m')).toEqual({ms: 500, now: true});
  });

  it('is not, while another is under way that may have been charged beside it', () => {
    const model = createPaceModel();
    const job = model.plan('single', [command]);
    const other = model.send(T);
    model.answered(model.send(T));
    model.told(job, [command], undefined, T + 900);
    expect(model.costs.seen('m')).toBeUndefined();
    model.answered(other);
    expect(model.inFlight().now).toBe(0);
  });
});
