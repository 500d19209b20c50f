/** One figure: what it is of, what it came to, and whether that is what was wanted (no goal: undefined). */
export interface Figure {
  readonly what: string;
  readonly came: string;
  readonly goal: string;
  readonly reached?: boolean;
}

/** Prints figures under each other. */
export function printFigures(figures: readonly Figure[]): void {
  const rows = [
    {what: 'what', came: 'came to', goal: 'goal', met: ''},
    ...figures.map(({what, came, goal, reached}) => ({
      what,
      came,
      goal,
      met: reached === undefined ? '' : reached ? 'reached' : 'not reached',
    })),
  ];
  const width = (name: 'what' | 'goal'): number => Math.max(...rows.map(row => row[name].length));
  const [what, goal] = [width('what'), width('goal')];
  for (const row of rows) {
    const line = `${row.what.padEnd(what)}  ${row.goal.padEnd(goal)}  ${row.met.padEnd(11)}  ${row.came}`;
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
