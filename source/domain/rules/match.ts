import type {TableRow} from './rule.ts';

/** Where a record stands, as far as it could be read. */
export interface Place {
  readonly pipeline?: number | undefined;
  readonly stage?: string | undefined;
}

/**
 * The position of the first row that a record fits; `none` where none does; `unknown` where that hangs on something that
 * could not be read, so that the first one cannot be told.
 */
export function firstMatch(rows: readonly TableRow[], {pipeline, stage}: Place): number | 'none' | 'unknown' {
  for (const [position, row] of rows.entries()) {
    const asked = [meets(row.pipelines, pipeline), meets(row.stages, stage)];
    if (asked.includes(false)) continue;
    return asked.includes(undefined) ? 'unknown' : position;
  }
  return 'none';
}

/** Undefined: it is asked for and not known. */
function meets<T>(wanted: readonly T[] | undefined, found: T | undefined): boolean | undefined {
  if (wanted === undefined) return true;
  return found === undefined ? undefined : wanted.includes(found);
}
