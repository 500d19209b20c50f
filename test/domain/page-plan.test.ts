import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {chainOf, learnPageCost, SAME_BEGINNING, sharePages} from '../../source/domain/page-plan.ts';

/** The rows of each page of a list of so many, asked for by a chain. */
function pagesOf(count: number, chain: readonly number[], size: number): number[][] {
  let from = 0;
  const pages = [Array.from({length: Math.min(size, count)}, (_, row) => row)];
  for (const position of chain) {
    if (position !== SAME_BEGINNING) from += position + 1;
    pages.push(Array.from({length: Math.max(0, Math.min(size, count - from))}, (_, row) => from + row));
  }
  return pages;
}

describe('a chain of pages', () => {
  it('shows every record of a list that is as long as expected, each page a known one first, and the end', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 400}), fc.integer({min: 2, max: 50}), (count, size) => {
        const pages = pagesOf(count, chainOf(count, 1, size), size);
        expect([...new Set(pages.flat())]).toEqual(Array.from({length: count}, (_, row) => row));
        for (const [index, page] of pages.slice(1).entries()) expect(pages[index]).toContain(page[0]);
        // The last one has nothing new, and would have room for it.
        expect(new Set(pages.slice(0, -1).flat()).size).toBe(count);
        expect(pages.at(-1)?.length).toBeLessThan(Math.max(size, 2));
        expect(pages.length).toBeLessThanOrEqual(2 + Math.ceil(Math.max(0, count - size) / (size - 1)));
      }),
    );
  });

  it('is as long as it is allowed to be where nobody knows', () => {
    expect(chainOf(undefined, 1, 50)).toEqual([]);
    expect(chainOf(undefined, 4, 50)).toEqual([48, 48, 48]);
    expect(chainOf(-3, 2, 50)).toEqual([48]);
  });
});

describe('a request is shared', () => {
  const list = fc.record({
    wanted: fc.integer({min: 1, max: 80}),
    costMs: fc.option(fc.integer({min: 1, max: 40_000}), {nil: undefined}),
  });

  it('with at least one page, at most fifty, none that nobody wants, and twenty seconds', () => {
    fc.assert(
      fc.property(fc.array(list, {minLength: 1, maxLength: 120}), lists => {
        const shares = sharePages(lists);
        const sum = shares.reduce((total, one) => total + one, 0);
        expect(sum).toBeGreaterThanOrEqual(1);
        expect(sum).toBeLessThanOrEqual(50);
        for (const [index, share] of shares.entries()) expect(share).toBeLessThanOrEqual(lists[index]?.wanted ?? 0);
        const known = shares.reduce((total, share, index) => total + share * (lists[index]?.costMs ?? 0), 0);
        if (sum > 1) expect(known).toBeLessThanOrEqual(20_000);
      }),
    );
  });

  it('by all lists for a first page, however many of the fifty there are', () => {
    expect(sharePages(Array.from({length: 60}, () => ({wanted: 5})))).toEqual([
      ...Array.from({length: 50}, () => 1),
      ...Array.from({length: 10}, () => 0),
    ]);
  });

  it('fully, where pages are cheap', () => {
    expect(sharePages([{wanted: 60, costMs: 10}, {wanted: 3}])).toEqual([49, 1]);
    expect(sharePages([{wanted: 6, costMs: 10}, {wanted: 30}])).toEqual([6, 30]);
  });
});

it('a rise of the cost is followed at once, a fall in halves', () => {
  expect(learnPageCost(undefined, [])).toBeUndefined();
  expect(learnPageCost(undefined, [100, 300])).toBe(200);
  expect(learnPageCost(200, [400])).toBe(400);
  expect(learnPageCost(400, [200])).toBe(300);
});
