import stringWidth from 'string-width';

export interface Column {
  readonly head: string;
  readonly right?: boolean;
  /** Longer cells end in "…". */
  readonly max?: number;
}

/** Rows as lines, columns aligned by what a terminal shows. Cells must have gone through `oneLine`. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cut = rows.map(row => columns.map((column, index) => shorten(row[index] ?? '', column.max)));
  const heads = columns.map(column => column.head);
  const widths = columns.map((_, index) => Math.max(...[heads, ...cut].map(row => stringWidth(row[index] ?? ''))));
  return [heads, ...cut].map(row =>
    columns
      .map((column, index) => pad(row[index] ?? '', widths[index] ?? 0, column.right ?? false))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return right ? space + text : text + space;
}

function shorten(text: string, max = Number.POSITIVE_INFINITY): string {
  if (stringWidth(text) <= max) return text;
  let kept = '';
  for (const {segment} of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) > max - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
