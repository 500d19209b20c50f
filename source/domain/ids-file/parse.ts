import {parseTypeKey, type TypeKey} from '../entity-types.ts';
import {cellsOf, separatorOf} from './cells.ts';
import type {FileSuccessor, IdsFileProblem, IdsFileResult} from './ids-file.ts';

const MOST = 20;
const HEADERS = new Set(['type,id', 'type,id,successor']);
const PERSON_ID = /^[1-9]\d{0,9}$/;
const EMAIL = /^[^\s@,;"\p{C}]+@[^\s@,;"\p{C}]+$/u;
/** Numbers are exact up to here, and the portal's ids are read so far. */
const MOST_DIGITS = 15;

/**
 * Reads the bytes of a file. UTF-8, with a byte order mark or without; what some programs call "Unicode" is another
 * encoding, and is told.
 */
export function readIdsFile(bytes: Uint8Array): IdsFileResult {
  try {
    return parseIdsFile(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch {
    return {ok: false, problem: 'not-utf8'};
  }
}

/**
 * Reads `type,id` or `type,id,successor`, one record a line, and refuses the whole file where a single line cannot be
 * read exactly: a record that is passed over would be lost, and a successor that is guessed would be the wrong one.
 *
 * - The first line may be a header, `type,id` or `type,id,successor`; then every line has as many cells as it.
 * - Lines end in LF, CRLF or CR; lines with nothing but white space are passed over. There are no comments: a line that
 *   is no record is a mistake.
 * - Cells may be quoted (RFC 4180); between them stands a comma, or all through the file a semicolon or a tab.
 * - White space around a cell is refused, as in flags.
 * - The same record twice is one, if its successor is written the same way (capitals of an address aside).
 *
 * Linear in the length of the text.
 */
export function parseIdsFile(text: string): IdsFileResult {
  const reading = new Reading();
  const lines = (text.startsWith('\ufeff') ? text.slice(1) : text).split(/\r\n|\n|\r/);
  const first = lines.findIndex(line => line.trim() !== '');
  const separator = separatorOf(lines[first] ?? '');
  let width: 2 | 3 | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = cellsOf(line, separator);
    if (!read.ok) {
      reading.refuse(index + 1, {problem: read.problem});
      continue;
    }
    const {cells} = read;
    if (index === first && isHeader(cells)) width = cells.length === 2 ? 2 : 3;
    else reading.take(index + 1, cells, width);
  }
  return reading.result();
}

interface Seen {
  readonly line: number;
  /** The successor as it is compared; empty for none. */
  readonly who: string;
}

/** One file while it is read. */
class Reading {
  readonly #types = new Map<TypeKey, Map<number, Seen>>();
  readonly #successors = new Map<string, FileSuccessor>();
  readonly #refused: (IdsFileProblem & {readonly line: number})[] = [];
  #total = 0;

  refuse(line: number, problem: IdsFileProblem): void {
    this.#total += 1;
    if (this.#refused.length < MOST) this.#refused.push({...problem, line});
  }

  take(line: number, cells: readonly string[], width: 2 | 3 | undefined): void {
    const problem = problemOf(cells, width);
    if (problem) {
      this.refuse(line, problem);
      return;
    }
    const [name = '', number = '', written = ''] = cells;
    const type = name as TypeKey;
    const id = Number(number);
    const who = written.toLowerCase();
    const ids = this.#types.get(type) ?? new Map<number, Seen>();
    const before = ids.get(id);
    if (before && before.who !== who) {
      this.refuse(line, {problem: 'two-successors', type, id, firstLine: before.line});
      return;
    }
    if (!before) ids.set(id, {line, who});
    this.#types.set(type, ids);
    if (who !== '' && !this.#successors.has(who)) this.#successors.set(who, {who: written, line});
  }

  result(): IdsFileResult {
    if (this.#total > 0) return {ok: false, problem: 'lines', lines: this.#refused, total: this.#total};
    if (this.#types.size === 0) return {ok: false, problem: 'no-records'};
    const byType = [...this.#types].map(([type, seen]) => {
      const named = [...seen].filter(([, {who}]) => who !== '');
      const successors = new Map(named.map(([id, {who}]) => [id, this.#successors.get(who)?.who ?? who]));
      return [type, {ids: [...seen.keys()].sort((a, b) => a - b), successors}] as const;
    });
    const records = byType.reduce((sum, [, {ids}]) => sum + ids.length, 0);
    const firstLines = [...this.#types].map(([type, seen]) => [type, seen.values().next().value?.line ?? 0] as const);
    const successors = [...this.#successors.values()];
    return {ok: true, file: {records, byType: new Map(byType), firstLines: new Map(firstLines), successors}};
  }
}

function isHeader(cells: readonly string[]): boolean {
  return cells.length > 1 && HEADERS.has(cells.join(',').toLowerCase());
}

/** What is wrong with the cells of a line by themselves, the first thing from the left. */
function problemOf(cells: readonly string[], width: 2 | 3 | undefined): IdsFileProblem | undefined {
  const fits = width === undefined ? cells.length === 2 || cells.length === 3 : cells.length === width;
  if (!fits) return {problem: 'cells', found: cells.length, expected: width === undefined ? '2 or 3' : `${width}`};
  if (cells.some(cell => cell.trim() !== cell)) return {problem: 'spaces'};
  const [type = '', id = '', successor] = cells;
  if (type === '') return {problem: 'no-type'};
  if (parseTypeKey(type) === undefined) return {problem: 'unknown-type', value: type};
  if (id === '') return {problem: 'no-id'};
  if (!/^[1-9]\d*$/.test(id)) return {problem: 'not-an-id', value: id};
  if (id.length > MOST_DIGITS) return {problem: 'id-too-large', value: id};
  if (successor === '') return {problem: 'no-successor'};
  if (successor !== undefined && !PERSON_ID.test(successor) && !EMAIL.test(successor))
    return {problem: 'not-a-person', value: successor};
  return undefined;
}
