import fc from 'fast-check';
import {expect, test} from 'vitest';
import {splitKeys} from '../../source/ui/input/split-keys.ts';

const ESC = '\u001b';
const KEYS = [
  'a',
  'я',
  '👩',
  '\r',
  '\t',
  '\u0003',
  '\u007f',
  `${ESC}[A`,
  `${ESC}[1;5C`,
  `${ESC}[3~`,
  `${ESC}[[A`,
  `${ESC}OP`,
  `${ESC}x`,
  `${ESC}${ESC}[A`,
  `${ESC}[200~paste with\rEnter and ${ESC}[A${ESC}[201~`,
];

test('whatever keys come in one piece, each is one key', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...KEYS), {maxLength: 30}), keys => {
      expect(splitKeys(keys.join(''))).toEqual({keys, rest: ''});
    }),
  );
});

test('wherever the pieces are cut, the same keys come out', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...KEYS), {maxLength: 12}), fc.array(fc.nat({max: 200})), (keys, cuts) => {
      const text = keys.join('');
      const points = [...new Set(cuts.map(cut => cut % (text.length + 1)))].sort((a, b) => a - b);
      const got: string[] = [];
      let rest = '';
      for (const [index, point] of [...points, text.length].entries()) {
        const piece = splitKeys(rest + text.slice(points[index - 1] ?? 0, point));
        got.push(...piece.keys);
        rest = piece.rest;
      }
      // A character outside the first plane may be cut in the middle only by somebody who cuts strings, not bytes.
      expect((got.join('') + rest).length).toBe(text.length);
      if (!text.includes('👩')) expect(got).toEqual(keys);
    }),
  );
});

test.each([
  ['a lone Escape waits', ESC, [], ESC],
  ['half a sequence waits', `a${ESC}[1;`, ['a'], `${ESC}[1;`],
  ['a paste waits for its end', `${ESC}[200~abc`, [], `${ESC}[200~abc`],
  ['a paste waits for the whole of its end', `${ESC}[200~abc${ESC}[20`, [], `${ESC}[200~abc${ESC}[20`],
  ['two Escapes: the first is a key of its own', `${ESC}${ESC}a`, [ESC, `${ESC}a`], ''],
  ['a sequence broken by a control is given up', `${ESC}[1\r`, [`${ESC}[1`, '\r'], ''],
])('%s', (_, input, keys, rest) => {
  expect(splitKeys(input)).toEqual({keys, rest});
});
