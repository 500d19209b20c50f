import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {cellsOf, separatorOf} from '../../../source/domain/ids-file/cells.ts';

describe('a line is split', () => {
  it.each([
    ['', ['']],
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['a,', ['a', '']],
    [',,', ['', '', '']],
    [' a , b ', [' a ', ' b ']],
    ['"a","b"', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a ""b""",""', ['a "b"', '']],
    ['""""', ['"']],
  ])('%j', (line, cells) => expect(cellsOf(line, ',')).toEqual({ok: true, cells}));

  it.each([
    ['"a', 'open-quote'],
    ['a,"', 'open-quote'],
    ['"a""', 'open-quote'],
    ['a"b"', 'stray-quote'],
    ['"a"b', 'stray-quote'],
    ['"a" ,b', 'stray-quote'],
    [' "a",b', 'stray-quote'],
  ])('%j: %s', (line, problem) => expect(cellsOf(line, ',')).toEqual({ok: false, problem}));

  it('and what was quoted comes back as it was', () => {
    const cell = fc.string().filter(text => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(cell, {minLength: 1}), fc.constantFrom(',', ';', '\t'), (cells, separator) => {
        const line = cells.map(text => `"${text.replaceAll('"', '""')}"`).join(separator);
        expect(cellsOf(line, separator)).toEqual({ok: true, cells});
      }),
    );
  });

  it.each([
    ['lead,1', ','],
    ['lead;1;a@b', ';'],
    ['lead\t1', '\t'],
    ['a;b,c', ','],
    ['lead', ','],
  ])('%j by %j', (line, separator) => expect(separatorOf(line)).toBe(separator));
});
