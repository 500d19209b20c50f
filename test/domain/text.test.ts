import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {oneLine, wellFormed} from '../../source/domain/text.ts';

/** What must never reach a terminal (field report F14). Joiners that emoji and scripts need are no part of it. */
const HOSTILE = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

describe('oneLine', () => {
  it.each([
    ['a cleared screen', '\u001b[2J', '[2J'],
    ['a window title', '\u001b]0;x\u0007', ']0;x'],
    ['the clipboard', '\u001b]52;c;eA==\u0007', ']52;c;eA=='],
    ['a forged line', 'title\r0 left', 'title 0 left'],
    ['an eight-bit CSI', 'a\u009b31mb', 'a31mb'],
    ['an eight-bit OSC', '\u009d0;x\u009c', '0;x'],
    ['NUL and backspace', 'a\u0000b\u0008c\u007f', 'abc'],
    ['a direction override', 'a\u202egnp.exe', 'agnp.exe'],
    ['isolates', '\u2066a\u2069\u061c\u200e\u200fb', 'ab'],
    ['zero-width characters', 'a\u200b\u2060\ufeff\u00adb', 'ab'],
    ['deprecated formatters', 'a\u206a\u206fb', 'ab'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a b c'],
    ['line breaks and tabs', 'a\r\n\tb\u0085c\vd\f', 'a b c d'],
    ['white space around an invisible character', 'a \u200b \u0000 b', 'a b'],
    ['lone halves of a pair', 'a\ud800b\udc00c', 'abc'],
    ['hidden tag letters', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['nothing but controls', '\u001b\u0000\u200b \n', ''],
  ])('makes %s harmless', (_, text, shown) => {
    expect(oneLine(text)).toBe(shown);
  });

  it.each([
    '👩‍👩‍👧 ё й',
    'Привет, мир',
    '日本語 العربية',
    'e\u0301 naïve',
    '❤️',
    'می‌خواهم',
    '$result[a] A+B%26C&d=1#e &quot; =1',
  ])('keeps %s', text => expect(oneLine(text)).toBe(text));

  it('cuts long text and says so', () => {
    expect(oneLine('x'.repeat(10_000))).toBe(`${'x'.repeat(499)}…`);
    expect(oneLine('x'.repeat(20), 20)).toBe('x'.repeat(20));
    expect(oneLine('x'.repeat(21), 20)).toBe(`${'x'.repeat(19)}…`);
  });

  it('says that text was cut where all that is left of it is short', () => {
    expect(oneLine(`a${'\u200b'.repeat(10_000)}tail`, 20)).toBe('a…');
  });

  it('cuts no emoji in halves', () => {
    expect(oneLine('ab👧👧👧', 4)).toBe('ab…');
    expect(oneLine('ab👩‍👩‍👧', 6)).toBe('ab👩…');
  });

  it('gives one harmless line of at most so many units, whatever the text', () => {
    const unit = fc.oneof(
      fc.string({unit: 'binary', maxLength: 4}),
      fc.constantFrom('\u001b[', '\u009b', '\r', '\n', '\u202e', '\u200d', '\ud83d', '\udc67', '👧', ' '),
    );
    fc.assert(
      fc.property(fc.array(unit, {maxLength: 60}), fc.integer({min: 1, max: 40}), (units, max) => {
        const line = oneLine(units.join(''), max);
        expect(line).not.toMatch(HOSTILE);
        expect(line).not.toMatch(/\s{2}|[^\S ]/u);
        expect(line.length).toBeLessThanOrEqual(max);
      }),
      {numRuns: 500},
    );
  });
});

it('replaces lone halves only', () => {
  expect(wellFormed('a\ud800b👧\udc00')).toBe('a\ufffdb👧\ufffd');
});
