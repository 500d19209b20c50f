import {expect, test} from 'vitest';
import {csvReport} from '../../source/reports/csv.ts';
import {AT, HOSTILE_TITLES, leads, parseCsv, sourceOf} from './sources.ts';

const textOf = (...given: Parameters<typeof csvReport>): string => [...csvReport(...given)].join('');

test('a byte order mark, lines that end in CRLF, and Cyrillic as it is', () => {
  const text = textOf(sourceOf(leads(['Договор'])));
  expect(text).toBe(
    '\ufeffType,Id,Title,From,To,Outcome,Reason,Now with,Time,Link\r\n' +
      'Leads,1,Договор,Anna Petrova #42,Иван Соколов #12,moved,,,2026-11-25 10:42:07,https://acme.bitrix24.com/crm/lead/details/1/\r\n',
  );
  expect(Buffer.from(text).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
});

test.each([',', ';', '\t'] as const)('one row per record whatever its title holds, cells parted by %j', separator => {
  const source = sourceOf(leads(HOSTILE_TITLES));
  const text = textOf(source, separator);
  const [head, ...rows] = parseCsv(text.slice(1), separator);
  expect(rows).toHaveLength(HOSTILE_TITLES.length);
  expect(text.split('\r\n')).toHaveLength(HOSTILE_TITLES.length + 2);
  expect(rows.every(row => row.length === head?.length)).toBe(true);
  expect(rows.map(row => row[1])).toEqual(HOSTILE_TITLES.map((_, index) => String(index + 1)));
});

test('no cell begins like a formula, and nothing in one acts on a terminal or a table program', () => {
  const source = sourceOf(leads(HOSTILE_TITLES), {
    leaverName: '=HYPERLINK("x")',
    names: {people: [[12, '@evil']], types: []},
    fate: record => ({record, outcome: 'failed', reason: '-2+3\u001b[2J', nowWith: 12}),
  });
  const [, ...rows] = parseCsv(textOf(source).slice(1));
  for (const cell of rows.flat()) {
    expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    expect(cell).not.toMatch(/[\p{Cc}\p{Cs}\u202e\u200b\ufeff]/u);
  }
  expect(rows.map(row => row[2])).toContain("'=1+1");
});

test('a record without a title shows its type and id; nothing says null or undefined', () => {
  const source = sourceOf(leads(['', ' \n\t', '\u0000']), {names: {people: [], types: []}});
  const [, ...rows] = parseCsv(textOf(source).slice(1));
  expect(rows.map(row => row[2])).toEqual(['lead 1', 'lead 2', 'lead 3']);
  expect(textOf(source)).not.toMatch(/undefined|null|NaN|None/);
});

test('each outcome with its reason, and with whom a record is now', () => {
  const source = sourceOf(leads(['a', 'b', 'c', 'd']), {
    fate: (record, index) =>
      [
        {record, outcome: 'changed-hands' as const, nowWith: 31, at: AT},
        {record, outcome: 'failed' as const, reason: 'Access denied.', why: 'no-effect' as const},
        {record: {...record, unmovable: 'rest-app' as const}, outcome: 'not-tried' as const, why: 'unmovable' as const},
        {record, outcome: 'gone' as const},
      ][index] ?? {record, outcome: 'gone'},
  });
  const [, ...rows] = parseCsv(textOf(source).slice(1));
  expect(rows.map(row => row.slice(5, 9))).toEqual([
    ['changed hands', '', '#31', '2026-11-25 10:42:07'],
    ['failed', 'the portal said yes, and nothing changed; the portal says "Access denied."', '', ''],
    ['not tried', expect.stringMatching(/^made by an application.*by hand: open the activity/), '', ''],
    ['gone', '', '', ''],
  ]);
});

test('an undo has words of its own, and tells edited apart from not tried', () => {
  const source = sourceOf(leads(['a', 'b', 'c']), {
    kind: 'undo',
    sourceRun: 11,
    fate: (record, index) =>
      index === 0
        ? {record: {...record, from: 12, to: 42}, outcome: 'moved'}
        : index === 1
          ? {record, outcome: 'not-tried', why: 'edited-since'}
          : {record, outcome: 'failed', why: 'moved-back'},
  });
  const [, ...rows] = parseCsv(textOf(source).slice(1));
  expect(rows.map(row => row[5])).toEqual(['put back', 'edited since', 'failed']);
  expect(rows[2]?.[6]).toBe('put back, and again with whom it was taken from at the end');
  expect(rows[0]?.slice(3, 5)).toEqual(['Иван Соколов #12', 'Anna Petrova #42']);
  expect(textOf(source)).not.toContain('moved');
});

test('rows are made one at a time: a million are never held', () => {
  let made = 0;
  const [record] = leads(['a']);
  const {run} = sourceOf([]);
  const lines = csvReport({
    run,
    *rows() {
      for (; made < 1_000_000; made += 1) if (record) yield {record, outcome: 'moved'};
    },
  });
  lines.next();
  lines.next();
  expect(made).toBeLessThan(3);
});
