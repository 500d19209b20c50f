import {oneLine, wellFormed} from '../domain/text.ts';
import {plain} from '../words/plain.ts';
import {fateOf, fateWord, reasonOf} from './fates.ts';
import {linkTo} from '../domain/links.ts';
import {namesOf} from './names.ts';
import type {ReportSource} from './source.ts';
import {localTime} from './time.ts';

/** Between two cells. Excel expects the list separator of its own language; where decimals have a comma that is `;`. */
export type Separator = ',' | ';' | '\t';

/** Without it Excel takes the bytes for those of an old code page, and Cyrillic for gibberish. */
const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = '\r\n';
/** Beginnings that table programs take for a formula, also as full-width characters. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** Excel cuts what is longer. */
const LONGEST_CELL = 32_000;

/** One row per record, a line at a time. Whatever a title holds, it stays in its cell and is no formula. */
export function* csvReport({run, rows}: ReportSource, separator: Separator = ','): Generator<string> {
  const names = namesOf(run);
  const line = (cells: readonly string[]): string =>
    cells.map(text => cell(text, separator)).join(separator) + LINE_END;
  const {csv} = plain.report;
  yield BYTE_ORDER_MARK +
    line([csv.type, csv.id, csv.title, csv.from, csv.to, csv.outcome, csv.reason, csv.nowWith, csv.time, csv.link]);
  for (const row of rows()) {
    const {record, nowWith, at} = row;
    yield line([
      names.type(record.type),
      String(record.id),
      names.title(record),
      names.person(record.from ?? run.leaverId),
      names.person(record.to),
      fateWord(run.kind, fateOf(run.kind, row)),
      reasonOf(run.kind, row),
      nowWith === undefined ? '' : names.person(nowWith),
      at === undefined ? '' : localTime(at),
      linkTo(run.portalKey, record) ?? '',
    ]);
  }
}

function cell(text: string, separator: Separator): string {
  const flat = wellFormed(oneLine(text, LONGEST_CELL));
  const safe = FORMULA.test(flat) ? `'${flat}` : flat;
  return safe.includes(separator) || safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : safe;
}
