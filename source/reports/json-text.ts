// What JSON.stringify leaves as it is and a terminal or an editor still acts on: C1 controls, bidirectional and
// zero-width formatters, the byte order mark, line separators, tag characters.
const ACTIVE =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** JSON on one line that keeps every value true, with nothing in it that acts on a terminal. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(ACTIVE, found =>
    Array.from(
      {length: found.length},
      (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
