import {oneLine} from '../domain/text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Hostile text made safe for a page, between tags and in quoted attributes alike: one line of nothing but text. */
export function escape(text: string, most = 1000): string {
  return oneLine(text, most).replace(/[&<>"']/g, found => ENTITIES[found] ?? '');
}

/** A table; cells are HTML already. Columns of numbers are right-aligned. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const cells = (tag: 'td' | 'th', row: readonly string[]): string =>
    row.map((text, index) => `<${tag}${numbers.includes(index) ? ' class="n"' : ''}>${text}</${tag}>`).join('');
  const body = rows.map(row => `<tr>${cells('td', row)}</tr>`).join('\n');
  return `<table>\n<thead><tr>${cells('th', heads)}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>\n`;
}

export function section(title: string, body: string): string {
  return body === '' ? '' : `<section>\n<h2>${escape(title)}</h2>\n${body}</section>\n`;
}

export function paragraph(text: string, look = ''): string {
  return `<p${look === '' ? '' : ` class="${look}"`}>${escape(text, 4000)}</p>\n`;
}
