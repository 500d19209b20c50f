import {countOutcomes, type RecordResult} from '../../source/domain/outcomes.ts';
import type {PlannedRecord} from '../../source/domain/plan.ts';
import type {ReportedRow, ReportedRun, ReportSource} from '../../source/reports/source.ts';

export const AT = Date.UTC(2026, 10, 25, 10, 42, 7);

/** Titles that went wrong for somebody. */
export const HOSTILE_TITLES = [
  '',
  'a\nb',
  'a\r\nb',
  'a\tb',
  'x'.repeat(10_000),
  '$result[c0]',
  'A+B%26C&d=1#e',
  '👩‍👩‍👧 ё й (NFD)',
  '&quot;',
  '=1+1',
  '+7 900 000-00-00',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  '"quoted", with; both\tand',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  'javascript:alert(1)',
  '\u001b[2J\u001b]0;x\u0007\r0 left',
  'a\u009b\u202eb\u200b\ufeffc',
  '\ud800 lone',
  'nul\u0000byte',
  'Договор № 5 «Ромашка»',
  '</style><script>1</script>',
  '<!-- -->',
  'null',
];

export function leads(titles: readonly string[], more: Partial<PlannedRecord> = {}): PlannedRecord[] {
  return titles.map((title, index) => ({type: 'lead', id: index + 1, title, closed: false, to: 12, ...more}));
}

export interface SourceOptions extends Partial<ReportedRun> {
  readonly fate?: (record: PlannedRecord, index: number) => RecordResult & {readonly at?: number};
}

/** A run of these records on a portal, moved unless told otherwise. */
export function sourceOf(records: readonly PlannedRecord[], {fate, ...more}: SourceOptions = {}): ReportSource {
  const rows: ReportedRow[] = records.map((record, index) =>
    fate ? fate(record, index) : {record, outcome: 'moved', at: AT},
  );
  const counts = countOutcomes(rows);
  const left = rows.filter(({outcome}) => outcome === 'failed' || outcome === 'not-tried').map(({record}) => record);
  const run: ReportedRun = {
    run: 12,
    kind: 'handover',
    digest: '7f3a9c001122',
    portalKey: 'https://acme.bitrix24.com',
    portalName: 'acme.bitrix24.com',
    leaverId: 42,
    leaverName: 'Anna Petrova',
    planned: rows.length,
    startedAt: AT,
    endedAt: AT + 372_000,
    counts,
    openings: [{from: AT + 60_000, to: AT + 134_000}],
    forgotten: false,
    state: 'ended',
    scope: [
      ['lead', {state: 'all'}],
      ['activity', {state: 'open'}],
    ],
    kept: [
      ['lead', 0],
      ['activity', 235],
      ['contact:5', 4],
    ],
    names: {
      people: [
        [12, 'Иван Соколов'],
        [42, 'Anna Petrova'],
      ],
      types: [
        ['contact:5', 'Vendors'],
        ['spa:130', 'Ten\u001b[2Jders <b>'],
      ],
    },
    report: {
      planned: rows.length,
      counts,
      proof: {left, fresh: [{type: 'lead', id: 999}], unproved: [], contradictions: []},
      kept: 239,
      account: {state: 'dismissed', readAt: AT + 134_000},
      openings: [],
    },
    ...more,
  };
  return {run, rows: () => rows};
}

/** A small reader of CSV as table programs read it; nothing of ours is in it. */
export function parseCsv(text: string, separator = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator || char === '\n') {
      row.push(cell.endsWith('\r') && char === '\n' ? cell.slice(0, -1) : cell);
      cell = '';
      if (char === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
