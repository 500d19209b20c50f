import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseTypeKey} from '../../../source/domain/entity-types.ts';
import type {IdsFile} from '../../../source/domain/ids-file/ids-file.ts';
import {parseIdsFile, readIdsFile} from '../../../source/domain/ids-file/parse.ts';
import {writeIdsFile} from '../../../source/domain/ids-file/write.ts';

function good(text: string): IdsFile {
  const result = parseIdsFile(text);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.file;
}

function plain(text: string): unknown {
  return [...good(text).byType].map(([type, {ids, successors}]) => [type, ids, [...successors]]);
}

function wrong(text: string): unknown {
  const result = parseIdsFile(text);
  return result.ok ? 'read' : result.problem === 'lines' ? result.lines : result.problem;
}

const TWO = [
  ['deal', [3, 5], [[5, 'ivan@example.com']]],
  ['contact:7', [1], [[1, '12']]],
];

describe('a file is read', () => {
  it.each([
    ['as lines', 'deal,5,ivan@example.com\ndeal,3\ncontact:7,1,12'],
    ['with a line end at the end', 'deal,5,ivan@example.com\ndeal,3\ncontact:7,1,12\n'],
    ['from Windows, with a mark', '\ufeffdeal,5,ivan@example.com\r\ndeal,3\r\ncontact:7,1,12\r\n'],
    ['with the line ends of old', 'deal,5,ivan@example.com\rdeal,3\rcontact:7,1,12'],
    ['with blank lines', '\n\ndeal,5,ivan@example.com\n  \ndeal,3\n\t\ncontact:7,1,12\n\n'],
    ['with quotes', '"deal","5","ivan@example.com"\n"deal",3\ncontact:7,"1",12'],
    ['from a spreadsheet with semicolons', 'deal;5;ivan@example.com\ndeal;3\ncontact:7;1;12'],
    ['with tabs', 'deal\t5\tivan@example.com\ndeal\t3\ncontact:7\t1\t12'],
    ['with the same line twice', 'deal,5,ivan@example.com\ndeal,3\ncontact:7,1,12\ndeal,3\ndeal,5,IVAN@example.com'],
  ])('%s', (_, text) => expect(plain(text)).toEqual(TWO));

  it.each(['type,id\nlead,1\nlead,2', 'Type,ID\r\nlead,2\r\nlead,1', '\n"type","id"\nlead,1\nlead,2'])(
    'with a header: %j',
    text => expect(plain(text)).toEqual([['lead', [1, 2], []]]),
  );

  it('and says who is named, each once, with the first line', () => {
    const {records, successors} = good('type,id,successor\nlead,1,12\nlead,2,A@b.c\nlead,3,a@B.c\nlead,4,12');
    expect(records).toBe(4);
    expect(successors).toEqual([
      {who: '12', line: 2},
      {who: 'A@b.c', line: 3},
    ]);
  });
});

describe('what cannot be read exactly is refused with its line', () => {
  it.each([
    ['lead,1,', {problem: 'no-successor'}],
    ['lead,1,""', {problem: 'no-successor'}],
    ['lead,2,0', {problem: 'not-a-person', value: '0'}],
    ['lead,2,-5', {problem: 'not-a-person', value: '-5'}],
    ['lead,2,Ivan', {problem: 'not-a-person', value: 'Ivan'}],
    ['lead,2,a@b@c', {problem: 'not-a-person', value: 'a@b@c'}],
    ['lead,2,1.0', {problem: 'not-a-person', value: '1.0'}],
    ['lead,2,99999999999', {problem: 'not-a-person', value: '99999999999'}],
    ['lead', {problem: 'cells', found: 1, expected: '2 or 3'}],
    ['type id', {problem: 'cells', found: 1, expected: '2 or 3'}],
    ['lead,1,2,3', {problem: 'cells', found: 4, expected: '2 or 3'}],
    ['1', {problem: 'cells', found: 1, expected: '2 or 3'}],
    ['lead,0', {problem: 'not-an-id', value: '0'}],
    ['lead,01', {problem: 'not-an-id', value: '01'}],
    ['lead,+1', {problem: 'not-an-id', value: '+1'}],
    ['lead,1e3', {problem: 'not-an-id', value: '1e3'}],
    ['lead,1.5', {problem: 'not-an-id', value: '1.5'}],
    ['lead,#1', {problem: 'not-an-id', value: '#1'}],
    ['lead,١', {problem: 'not-an-id', value: '١'}],
    ['lead,9999999999999999', {problem: 'id-too-large', value: '9999999999999999'}],
    ['lead,', {problem: 'no-id'}],
    [',1', {problem: 'no-type'}],
    ['leads,1', {problem: 'unknown-type', value: 'leads'}],
    ['LEAD,1', {problem: 'unknown-type', value: 'LEAD'}],
    ['__proto__,1', {problem: 'unknown-type', value: '__proto__'}],
    ['lead, 1', {problem: 'spaces'}],
    ['lead,1 ', {problem: 'spaces'}],
    ['lead,\u00a01', {problem: 'spaces'}],
    ['lead,1," 5"', {problem: 'spaces'}],
    ['"lead,1', {problem: 'open-quote'}],
    ['le"ad",1', {problem: 'stray-quote'}],
    ['# a comment', {problem: 'cells', found: 1, expected: '2 or 3'}],
    ['type,id,successor', {problem: 'unknown-type', value: 'type'}],
    ['lead;1', {problem: 'cells', found: 1, expected: '2 or 3'}],
    ['deal,5,13', {problem: 'two-successors', type: 'deal', id: 5, firstLine: 1}],
    ['deal,5', {problem: 'two-successors', type: 'deal', id: 5, firstLine: 1}],
  ])('%j', (line, problem) => {
    expect(wrong(`deal,5,12\n\n${line}\ndeal,6\n`)).toEqual([{...problem, line: 3}]);
  });

  it('with a header every line has as many cells', () => {
    expect(wrong('type,id\nlead,1\nlead,2,12')).toEqual([{problem: 'cells', found: 3, expected: '2', line: 3}]);
    expect(wrong('type,id,successor\nlead,1')).toEqual([{problem: 'cells', found: 2, expected: '3', line: 2}]);
  });

  it('all of it, as far as that helps', () => {
    const result = parseIdsFile(`${'lead,0\n'.repeat(50)}lead,1`);
    expect(result).toMatchObject({ok: false, problem: 'lines', total: 50, lines: {length: 20}});
  });

  it.each(['', '\ufeff', '\r\n\r\n', '   ', 'type,id\n'])('%j holds no record', text =>
    expect(wrong(text)).toBe('no-records'),
  );

  it('bytes that are no UTF-8 are told', () => {
    expect(readIdsFile(Uint8Array.from([0xff, 0xfe, 0x6c, 0x00]))).toEqual({ok: false, problem: 'not-utf8'});
    expect(readIdsFile(Uint8Array.from([0xc3, 0x28]))).toEqual({ok: false, problem: 'not-utf8'});
    expect(readIdsFile(new TextEncoder().encode('\ufefflead,1'))).toMatchObject({ok: true, file: {records: 1}});
  });
});

const type = fc.constantFrom('lead', 'deal', 'contact:7', 'spa:128', 'activity');
const who = fc.constantFrom('', '12', '13', 'ivan@example.com', 'ö.ä@例.cn');
const lines = fc.uniqueArray(fc.tuple(type, fc.integer({min: 1, max: 999_999_999_999_999}), who), {
  selector: ([name, id]) => `${name} ${id}`,
  minLength: 1,
});

it('what is written is read back the same, in whatever order and dress', () => {
  fc.assert(
    fc.property(lines, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (records, end, quoted) => {
      const cell = (text: string | number): string => (quoted ? `"${text}"` : `${text}`);
      const text = records.map(record => record.filter(given => given !== '').map(cell)).join(end);
      const file = good(text);
      expect(file.records).toBe(records.length);
      for (const [name, id, person] of records) {
        const own = file.byType.get(parseTypeKey(name) ?? 'lead');
        expect(own?.ids).toContain(id);
        expect(own?.successors.get(id) ?? '').toBe(person);
      }
      expect(good(writeIdsFile(file)).byType).toEqual(file.byType);
    }),
  );
});

it('no garbage becomes a record: each line that is read is exactly what it looks like', () => {
  const nasty = fc.stringMatching(/^[a-z0-9@:,;" \t\r\n.+#-]{0,40}$/);
  const near = fc.array(fc.constantFrom('lead', 'deal', ',', ',', '1', '0', '12', ' ', '"', '\n', ';', 'a@b'));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        nasty,
        near.map(parts => parts.join('')),
      ),
      text => {
        const result = parseIdsFile(text);
        if (!result.ok) return;
        const exact = /^(lead|deal|[a-z-]+(:\d+)?)[,;\t][1-9]\d{0,14}([,;\t]([1-9]\d{0,9}|[^\s@]+@[^\s@]+))?$/;
        const told = text.replaceAll('"', '').split(/[\r\n]+/);
        const read = told.filter(line => line.trim() !== '' && !/^type[,;\t]id/i.test(line));
        for (const line of read) expect(line.replace(/^\ufeff/, '')).toMatch(exact);
        expect(result.file.records).toBeLessThanOrEqual(read.length);
      },
    ),
    {numRuns: 5000},
  );
});

it('reads a hundred thousand lines in time that grows with them, also if all are wrong', {timeout: 30_000}, () => {
  const timeOf = (count: number, line: (at: number) => string): number => {
    const text = Array.from({length: count}, (_, at) => line(at)).join('\n');
    const before = performance.now();
    const result = parseIdsFile(text);
    const took = performance.now() - before;
    expect(result.ok ? result.file.records : 'total' in result && result.total).toBe(count);
    return took;
  };
  expect(timeOf(100_000, at => `deal,${at + 1},12`)).toBeLessThan(8000);
  expect(timeOf(100_000, at => `deal,${at + 1},"1`)).toBeLessThan(8000);
});
