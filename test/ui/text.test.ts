import fc from 'fast-check';
import {expect, test} from 'vitest';
import {meter} from '../../source/ui/components/meter.ts';
import {type Column, layOut, lineOf} from '../../source/ui/text/columns.ts';
import {cut, fit, widthOf, wrap} from '../../source/ui/text/fit.ts';

const anyText = fc.string({unit: fc.constantFrom('a', ' ', 'я', '語', '👩‍👩‍👧', 'é', '–'), maxLength: 60});

test('a cell is exactly as wide as its column, whatever is in it', () => {
  fc.assert(
    fc.property(anyText, fc.integer({min: 2, max: 40}), fc.constantFrom('left', 'right'), (text, width, align) => {
      expect(widthOf(fit(text, width, align))).toBe(width);
    }),
  );
});

test('cutting never makes a text longer, and says that it was cut', () => {
  expect(cut('Anna Petrova', 8)).toBe('Anna Pe…');
  expect(cut('語語語', 4)).toBe('語…');
  expect(cut('👩‍👩‍👧x', 2)).toBe('…');
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('x'.repeat(10_000), 5)).toBe('xxxx…');
});

test('wrapped lines fit', () => {
  fc.assert(
    fc.property(anyText, fc.integer({min: 3, max: 30}), (text, width) => {
      for (const line of wrap(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
  expect(wrap('Closed deals go too', 10)).toEqual(['Closed', 'deals go', 'too']);
});

const COLUMNS: readonly Column[] = [
  {head: 'Name', keep: true, max: 20, shrinkTo: 6},
  {head: 'Id', keep: true},
  {head: 'Department'},
  {head: 'Holds', align: 'right', keep: true},
];
const CELLS = ['Anna Petrova', '#42', 'Sales North', '1,503'];

test.each([
  [50, 'Anna Petrova  #42  Sales North  1,503'],
  [28, 'Anna Petrova  #42  1,503'],
  [20, 'Anna Pe…  #42  1,503'],
])('in %i columns', (width, line) => {
  expect(lineOf(CELLS, COLUMNS, layOut(COLUMNS, [CELLS], width), width).trimEnd()).toBe(line);
});

test('a bar is full only when all is done, and empty only when nothing is', () => {
  expect(meter(0, 5, 4)).toBe('    ');
  expect(meter(1, 1_000_000, 4)).toBe('▏   ');
  expect(meter(999_999, 1_000_000, 4)).toBe('███▉');
  expect(meter(5, 5, 4)).toBe('████');
  expect(meter(7, 5, 4)).toBe('████');
  expect(meter(0, 0, 4)).toBe('');
});

test('a bar never shrinks while records are done', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 120}), fc.integer({min: 4, max: 40}), (of, width) => {
      let before = -1;
      for (let done = 0; done <= of; done += 1) {
        const bar = meter(done, of, width);
        expect(widthOf(bar)).toBe(width);
        const filled = bar.trimEnd().length;
        expect(filled).toBeGreaterThanOrEqual(before);
        before = filled;
      }
    }),
  );
});
