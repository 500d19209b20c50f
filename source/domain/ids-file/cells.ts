/** A line of comma-separated text, by RFC 4180 but for one thing: a cell ends on its line. No id or address holds a line break. */
export type CellsResult =
  | {readonly ok: true; readonly cells: readonly string[]}
  /** `open-quote`: no closing quote on the line. `stray-quote`: a quote in the middle of a cell, or text behind one. */
  | {readonly ok: false; readonly problem: 'open-quote' | 'stray-quote'};

export type Separator = ',' | ';' | '\t';

const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/**
 * What stands between the cells of a file, by its first line: a comma, or else the semicolon or tab that spreadsheets of
 * many countries write. This is exact: neither stands in any type, id or address of the file.
 */
export function separatorOf(line: string): Separator {
  return SEPARATORS.find(separator => line.includes(separator)) ?? ',';
}

/** Splits one line, without its line end. White space belongs to its cell. */
export function cellsOf(line: string, separator: Separator): CellsResult {
  if (!line.includes('"')) return {ok: true, cells: line.split(separator)};
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const quoted = line[at] === '"';
    const end = quoted ? closingQuote(line, at + 1) : endOfCell(line, at, separator);
    if (end === -1) return {ok: false, problem: 'open-quote'};
    const cell = quoted ? line.slice(at + 1, end).replaceAll('""', '"') : line.slice(at, end);
    const next = quoted ? end + 1 : end;
    if ((!quoted && cell.includes('"')) || (next < line.length && line[next] !== separator))
      return {ok: false, problem: 'stray-quote'};
    cells.push(cell);
    at = next + 1;
  }
  return {ok: true, cells};
}

function endOfCell(line: string, at: number, separator: Separator): number {
  const end = line.indexOf(separator, at);
  return end === -1 ? line.length : end;
}

/** The quote that is not one half of a doubled one; -1 where there is none. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at;
}
