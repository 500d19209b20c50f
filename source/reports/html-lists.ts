import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {type Fate, fateWord, reasonOf} from './fates.ts';
import {escape, table} from './html-text.ts';
import {linkTo} from '../domain/links.ts';
import {profileFlag} from './names.ts';
import type {Page} from './overview.ts';
import type {ReportedRow} from './source.ts';
import {localTime} from './time.ts';

/** What asks for attention stands open, in this order; what went as planned is folded away. */
const OPEN: readonly Fate[] = ['failed', 'not-tried', 'changed-hands', 'edited', 'gone'];
const FOLDED: readonly Fate[] = ['already-there', 'moved'];

/** The records by what became of them, each with why, and where it is seen on the portal. */
export function* lists(page: Page): Generator<string> {
  for (const fate of [...OPEN, ...FOLDED]) {
    const rows = page.overview.listed.get(fate) ?? [];
    if (rows.length === 0) continue;
    const total = page.overview.fates[fate];
    const head = `${fateWord(page.run.kind, fate)}: ${words.format.records(total)}`;
    const title = escape(head.charAt(0).toUpperCase() + head.slice(1));
    const pending = fate === 'not-tried' && page.run.endedAt === undefined;
    const what = escape(pending ? plain.report.notReached : plain.report.meaning(page.run.kind, fate));
    yield OPEN.includes(fate)
      ? `<section>\n<h2>${title}</h2>\n<p class="soft">${what}</p>\n`
      : `<section>\n<details>\n<summary>${title}</summary>\n<p class="soft">${what}</p>\n`;
    yield listOf(page, rows);
    if (rows.length < total) {
      const {number} = words.format;
      yield `<p class="soft">${escape(plain.report.capped(number(rows.length), number(total), page.run.run, profileFlag(page.run)))}</p>\n`;
    }
    yield OPEN.includes(fate) ? '</section>\n' : '</details>\n</section>\n';
  }
}

function listOf({run, names}: Page, rows: readonly ReportedRow[]): string {
  const {report} = plain;
  const heads = [report.csv.type, report.csv.id, report.csv.title, report.csv.to, report.why, report.csv.time];
  const cells = rows.map(row => {
    const {record, nowWith, at} = row;
    const link = linkTo(run.portalKey, record);
    const title = escape(names.title(record), 300);
    const why = [reasonOf(run.kind, row), nowWith === undefined ? '' : words.report.nowWith(names.person(nowWith))];
    return [
      escape(names.type(record.type)),
      String(record.id),
      link === undefined ? title : `<a href="${escape(link)}" rel="noreferrer noopener">${title}</a>`,
      escape(names.person(record.to)),
      escape(why.filter(text => text !== '').join('; ')),
      at === undefined ? '' : escape(localTime(at)),
    ];
  });
  return table(
    heads.map(head => escape(head)),
    cells,
    [1],
  );
}
