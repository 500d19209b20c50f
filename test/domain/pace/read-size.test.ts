import fc from 'fast-check';
import {expect, it} from 'vitest';
import {createReadSize} from '../../../source/domain/pace/read-size.ts';

it('is fifty until a request of reads gets no answer, then half, down to one', () => {
  const size = createReadSize();
  expect(size.most()).toBe(50);
  for (const most of [25, 12, 6, 3, 1, 1]) {
    size.silent(size.most());
    expect(size.most()).toBe(most);
  }
});

it('is sized by what reads take, and grows again where twice as many would still come in time', () => {
  const size = createReadSize();
  size.answered(50, 40_000);
  expect(size.most()).toBe(25);
  size.answered(25, 10_000);
  expect(size.most()).toBe(25);
  // Fewer than it may be tell nothing of more.
  size.answered(3, 100);
  expect(size.most()).toBe(25);
  size.answered(25, 2000);
  expect(size.most()).toBe(50);
});

it('gets any portal to answer that answers one read in a minute, and far below it from then on', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 20_000}), each => {
      const size = createReadSize();
      let silent = 0;
      for (let request = 0; request < 20; request += 1) {
        const reads = size.most();
        if (reads * each > 60_000) {
          silent += 1;
          size.silent(reads);
        } else size.answered(reads, reads * each);
      }
      expect(silent).toBeLessThanOrEqual(5);
      expect(size.most()).toBeGreaterThanOrEqual(1);
      expect(size.most() * each).toBeLessThanOrEqual(Math.max(20_000, each));
      expect(size.most() * each).toBeGreaterThanOrEqual(Math.min(50 * each, each < 10_000 ? 3000 : each));
    }),
  );
});
