/** Moves a cursor within a list; an empty list keeps it at 0. */
export function moveWithin(cursor: number, by: number, length: number): number {
  if (length <= 0) return 0;
  const wanted = Number.isNaN(by) ? cursor : cursor + by;
  return Math.min(Math.max(Number.isFinite(wanted) ? Math.trunc(wanted) : wanted > 0 ? length - 1 : 0, 0), length - 1);
}

/** The first row of the part of a list that is shown, so that the cursor is always in it and, where possible, in the middle. */
export function windowTop(cursor: number, length: number, height: number): number {
  return Math.max(0, Math.min(cursor - Math.floor(height / 2), length - height));
}
