import {describe, expect, it} from 'vitest';
import {createBudget, LEAST_LIMIT, type Budget} from '../../../source/domain/pace/budget.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 3, 12, 0, 0);

/** So much was carried out, and the portal said nothing of it. */
const spend = (budget: Budget, seconds: number, at: number): void =>
  void budget.answered(0, {seconds, atMost: seconds, at});

/** So much was carried out, and the portal said what the sum was then. */
const told = (budget: Budget, seconds: number, sum: number, at: number, resetAt?: number): number =>
  budget.answered(0, {seconds, atMost: seconds * 1.5, at, told: {sum, at, resetAt}});

describe('the account of one method', () => {
  it('is full at first, and what falls out of the ten minutes is free again', () => {
    const budget = createBudget({limit: 480, isKnown: true});
    expect(budget.room(NOON)).toBe(480);
    spend(budget, 300, NOON + 30_000);
    spend(budget, 100, NOON + MINUTE);
    expect(budget.room(NOON + MINUTE)).toBe(80);
    expect(budget.freeAt(80, NOON + MINUTE)).toBe(NOON + MINUTE);
    expect(budget.freeAt(200, NOON + MINUTE)).toBe(NOON + 10 * MINUTE);
    expect(budget.freeAt(480, NOON + MINUTE)).toBe(NOON + 11 * MINUTE);
    expect(budget.room(NOON + 10 * MINUTE)).toBe(380);
  });

  it('sets aside what is under way, and forgets it when the last request is done', () => {
    const budget = createBudget({limit: 480, isKnown: true});
    for (let request = 0; request < 3; request += 1) budget.reserve(0.1);
    expect(budget.room(NOON)).toBeCloseTo(479.7);
    for (let request = 0; request < 3; request += 1) budget.giveBack(0.1);
    expect(budget.room(NOON)).toBe(480);
  });

  it('counts what was sent and got no answer, until the portal says otherwise', () => {
    const budget = createBudget({limit: 480, isKnown: true});
    budget.reserve(20);
    budget.lost(20, NOON);
    expect(budget.spent(NOON)).toBe(20);
    told(budget, 2, 2, NOON + 1000);
    expect(budget.spent(NOON + 1000)).toBe(2);
  });

  it('takes the portal’s word that somebody else spends with the same key, and forgets it with the portal', () => {
    const budget = createBudget({limit: 480, isKnown: true});
    told(budget, 5, 205, NOON, NOON + 4 * MINUTE);
    expect(budget.spent(NOON)).toBeCloseTo(205);
    // What they spent long ago has fallen out meanwhile.
    told(budget, 5, 60, NOON + 3 * MINUTE);
    expect(budget.spent(NOON + 3 * MINUTE)).toBeCloseTo(60);
  });

  it('charges a request what the portal charged, half of it where that is so', () => {
    const budget = createBudget();
    expect(told(budget, 10, 5, NOON)).toBe(5);
    expect(told(budget, 10, 10, NOON + 1000)).toBe(5);
    expect(budget.spent(NOON + 1000)).toBe(10);
  });

  it('knows the order in which requests ended, whatever the order of their answers', () => {
    const budget = createBudget();
    told(budget, 10, 10, NOON);
    // The later one is heard first: what it was told holds the other's share.
    told(budget, 10, 30, NOON + 2000);
    told(budget, 10, 20, NOON + 1000);
    told(budget, 10, 40, NOON + 3000);
    expect(budget.spent(NOON + 3000)).toBe(40);
  });

  it('takes nothing off for requests that ended at the same moment, and of which each sum holds some and lacks some', () => {
    const budget = createBudget({limit: 480, isKnown: true});
    told(budget, 60, 60, NOON);
    const at = NOON + 20_000;
    for (const sum of [80, 100, 120, 80, 80, 100]) expect(told(budget, 20, sum, at)).toBe(20);
    expect(budget.spent(at)).toBe(180);
    // The next sum tells all of it; one that has still less is believed.
    expect(told(budget, 10, 190, at + 10_000)).toBe(10);
    expect(told(budget, 10, 150, at + 20_000)).toBe(0);
    expect(budget.spent(at + 20_000)).toBeCloseTo(150);
  });

  it('feels its way above what is known of all portals, one request at a time', () => {
    const budget = createBudget();
    spend(budget, 390, NOON);
    budget.reserve(20);
    expect(budget.room(NOON)).toBe(0);
    budget.giveBack(20);
    expect(budget.room(NOON)).toBe(90);
    // A call was let through at 440: that much is proved.
    told(budget, 10, 450, NOON + 1000);
    expect(budget.room(NOON + 1000)).toBeCloseTo(30);
  });
});

describe('a refusal', () => {
  it('that the account does not explain is not believed for long: 10 s, then 20 s, and one request finds out', () => {
    const budget = createBudget();
    expect(budget.refused(NOON, NOON + 100)).toBe(NOON + 10_100);
    expect(budget.room(NOON + 5000)).toBe(0);
    expect(budget.room(NOON + 10_100)).toBeGreaterThan(0);
    budget.reserve(1);
    expect(budget.room(NOON + 10_100)).toBe(0);
    budget.giveBack(1);
    expect(budget.refused(NOON + 10_200, NOON + 10_300)).toBe(NOON + 30_300);
    spend(budget, 1, NOON + 31_000);
    expect(budget.refused(NOON + 32_000, NOON + 32_100)).toBe(NOON + 42_100);
  });

  it('of a request that was under way when the last one was heard teaches nothing', () => {
    const budget = createBudget();
    const until = budget.refused(NOON, NOON + 100);
    expect(budget.refused(NOON + 50, NOON + 5000)).toBe(until);
  });

  it('above half of the limit lowers it, and is waited for until enough has fallen out', () => {
    const budget = createBudget();
    told(budget, 250, 250, NOON);
    told(budget, 20, 270, NOON + 1000);
    const until = budget.refused(NOON + 1000, NOON + 2000);
    expect(budget.limit()).toBeGreaterThanOrEqual(250);
    expect(budget.limit()).toBeLessThan(270);
    expect(until).toBe(NOON + 10 * MINUTE);
    expect(budget.room(until)).toBeGreaterThan(200);
  });

  it('never lowers it below what every portal allows', () => {
    const budget = createBudget();
    for (let time = 0, count = 0; count < 50; count += 1) {
      spend(budget, 65, NOON + time);
      time = budget.refused(NOON + time, NOON + time + 1) - NOON + 1;
    }
    expect(budget.limit()).toBeGreaterThanOrEqual(LEAST_LIMIT);
  });

  it('is forgotten little by little', () => {
    const budget = createBudget();
    spend(budget, 300, NOON);
    budget.refused(NOON + 1, NOON + 2);
    const low = budget.limit();
    budget.room(NOON + 59 * MINUTE);
    expect(budget.limit()).toBe(low);
    budget.room(NOON + 61 * MINUTE);
    expect(budget.limit()).toBeCloseTo(low * 1.1);
  });
});
