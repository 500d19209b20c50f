import {words} from '../words/index.ts';
import {plain} from '../words/plain.ts';
import {FATES, fateWord} from './fates.ts';
import {escape, section, table} from './html-text.ts';
import type {FateCounts, Page} from './overview.ts';

/** Bars per type and per successor; every bar says its numbers beside it. */
export function bars({run, names, overview}: Page): string {
  if (overview.total === 0) return '';
  const {report} = plain;
  const met = FATES.filter(fate => overview.fates[fate] > 0);
  const legend = met.map(fate => `<span><i style="background:var(--${fate})"></i>${word(fate)}</span>`).join('');
  const types = [...overview.byType].map(([type, counts]) => row(names.type(type), counts));
  const people = [...overview.bySuccessor].map(([id, counts]) => row(names.person(id), counts));
  return (
    section(
      report.perType,
      `<p class="key">${legend}</p>\n${table([escape(report.csv.type), '', escape(report.records), ''], types, [2])}`,
    ) +
    section(
      report.perSuccessor,
      table([escape(report.receives(run.kind)), '', escape(report.records), ''], people, [2]),
    )
  );

  function word(fate: (typeof FATES)[number]): string {
    return escape(fateWord(run.kind, fate));
  }

  function row(name: string, counts: FateCounts): string[] {
    const total = sum(counts);
    const own = FATES.filter(fate => counts[fate] > 0);
    const parts = own.map(fate => `<i style="width:${share(counts[fate], total)}%;background:var(--${fate})"></i>`);
    const said = own.map(fate => `${words.format.number(counts[fate])} ${word(fate)}`).join(', ');
    return [escape(name), `<div class="bar">${parts.join('')}</div>`, words.format.number(total), said];
  }
}

function sum(counts: FateCounts): number {
  return FATES.reduce((total, fate) => total + counts[fate], 0);
}

/** Never above 100 together: what is cut off by rounding down stays empty. */
function share(part: number, total: number): number {
  return Math.floor((part / total) * 10_000) / 100;
}
