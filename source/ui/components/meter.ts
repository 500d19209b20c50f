const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of exactly `width` columns. Full only when all is done, empty only when nothing is. */
export function meter(done: number, of: number, width: number): string {
  if (of <= 0 || width <= 0) return '';
  const share = Math.min(1, Math.max(0, done / of));
  const eighths = share === 1 ? width * 8 : Math.min(width * 8 - 1, Math.floor(share * width * 8));
  const shown = done > 0 ? Math.max(1, eighths) : 0;
  const whole = Math.floor(shown / 8);
  const bar = `${'█'.repeat(whole)}${EIGHTHS[shown % 8] ?? ''}`;
  return `${bar}${' '.repeat(Math.max(0, width - whole - (shown % 8 > 0 ? 1 : 0)))}`;
}
