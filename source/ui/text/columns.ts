import {cut, fit, widthOf} from './fit.ts';

/** One column of a table. */
export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** The widest it may grow; without it, as wide as its content. */
  readonly max?: number;
  /** Stays when the window is narrow; the others fall away from the right. */
  readonly keep?: boolean;
  /** Gives way down to this width before any column falls away. */
  readonly shrinkTo?: number;
}

export interface Layout {
  /** Index and width of the columns that fit, in order. */
  readonly columns: readonly {readonly index: number; readonly width: number}[];
}

const GAP = 2;

/** Decides which columns fit and how wide they are, from the rows that are shown. */
export function layOut(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): Layout {
  const natural = columns.map((column, index) => {
    const widest = rows.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), widthOf(column.head));
    return Math.min(widest, column.max ?? widest);
  });
  let shown = columns.map((_, index) => index);
  const total = (): number => shown.reduce((sum, index) => sum + (natural[index] ?? 0), GAP * (shown.length - 1));
  const give = (index: number): number =>
    Math.max(0, (natural[index] ?? 0) - (columns[index]?.shrinkTo ?? natural[index] ?? 0));
  const slack = (): number => shown.reduce((sum, index) => sum + give(index), 0);

  while (total() - slack() > width && shown.length > 1) {
    const last = shown.findLastIndex(index => index > 0 && !columns[index]?.keep);
    if (last < 0) break;
    shown = shown.filter((_, at) => at !== last);
  }
  // The first columns name what a line is about, so they are the last to give way.
  let excess = Math.max(0, total() - width);
  const laid = shown.toReversed().map(index => {
    const less = Math.min(excess, give(index));
    excess -= less;
    return {index, width: (natural[index] ?? 0) - less};
  });
  return {columns: laid.toReversed()};
}

/** One line of a table, exactly as laid out. */
export function lineOf(cells: readonly string[], columns: readonly Column[], layout: Layout, width: number): string {
  const line = layout.columns
    .map(({index, width: own}) => fit(cells[index] ?? '', own, columns[index]?.align))
    .join(' '.repeat(GAP));
  return cut(line, width);
}
