// What acts on a terminal or reorders what is read: controls (C0, C1), lone halves of surrogate pairs, bidirectional
// controls, zero-width and other invisible formatters, tag characters. U+200D joins emoji and U+200C is needed by some
// scripts: both stay.
const HOSTILE =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/gu;

/** Replaces lone halves of surrogate pairs by U+FFFD, as every reader does: no encoding can carry them. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/**
 * Portal text made safe for one line of a terminal: nothing in it can move the cursor, change colours, open links or
 * reorder the line. Runs of white space become one space.
 *
 * @param max longest result in UTF-16 units; longer text ends in "…"
 */
export function oneLine(text: string, max = 500): string {
  const most = max * 4;
  const clean = text
    .slice(0, most)
    .replace(/[^\S\ufeff]|\u0085/gu, ' ')
    .replace(HOSTILE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (clean.length <= max && text.length <= most) return clean;
  // Cutting may halve an emoji, and half of one is itself a hostile character; a joiner has nothing left to join.
  return `${clean.slice(0, max - 1).replace(/[\p{Cs}\u200c\u200d]+$/u, '')}…`;
}
