/** Moves a cursor within a list; an empty list keeps it at 0. */
export function moveWithin(cursor: number, by: number, length: number): number {
  if (length <= 0) return 0;
  const wanted = Number.isNaN(by) ? cursor : cursor + by;
  return Math.min(Math.max(Number.isFinite(wanted) ? Math.trunc(wanted) : wanted > 0 ? length - 1 : 0, 0), length - 1);
}

/** Which rows of a list are shown in so many lines. Where more stand above or below, a line is kept to say so. */
export function windowOf(cursor: number, length: number, height: number): {top: number; end: number} {
  if (length <= height) return {top: 0, end: length};
  if (cursor < height - 1) return {top: 0, end: Math.max(1, height - 1)};
  if (cursor > length - height) return {top: Math.min(cursor, length - height + 1), end: length};
  const rows = Math.max(1, height - 2);
  const top = Math.min(Math.max(1, cursor - Math.floor(rows / 2)), length - rows);
  return {top, end: top + rows};
}
