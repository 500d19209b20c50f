import stringWidth from 'string-width';

const GRAPHEMES = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Columns a text takes on a terminal; wide characters and emoji take two. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** Cuts a text to a width, ending in "…" where something was cut. Never halves a character. */
export function cut(text: string, width: number): string {
  if (width <= 0) return '';
  // No character is narrower than a third of a column per UTF-16 unit in practice; very long texts are not measured whole.
  const start = text.length > width * 12 ? text.slice(0, width * 12) : text;
  if (start.length === text.length && widthOf(text) <= width) return text;
  let taken = '';
  let used = 0;
  for (const {segment} of GRAPHEMES.segment(start)) {
    const wide = widthOf(segment);
    if (used + wide > width - 1) break;
    taken += segment;
    used += wide;
  }
  return `${taken}…`;
}

/** Exactly so many columns: cut, or filled up on the right or, for numbers, on the left. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const shown = cut(text, width);
  const fill = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return align === 'right' ? `${fill}${shown}` : `${shown}${fill}`;
}

/** Breaks a text at spaces into lines of at most `width` columns. A word that is too long is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = cut(word, width);
  }
  return line === '' ? lines : [...lines, line];
}
