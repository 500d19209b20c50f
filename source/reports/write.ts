import {closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {FilesTrouble} from '../domain/trouble.ts';
import {csvReport, type Separator} from './csv.ts';
import {htmlReport} from './html.ts';
import {jsonReport} from './json.ts';
import type {ReportSource} from './source.ts';

export const FORMATS = ['html', 'csv', 'json'] as const;
export type ReportFormat = (typeof FORMATS)[number];

/** Chunks are gathered to this many characters before they are written. */
const GATHERED = 64 * 1024;

/** A report as text, a piece at a time. */
export function reportText(source: ReportSource, format: ReportFormat, separator: Separator = ','): Iterable<string> {
  switch (format) {
    case 'html':
      return htmlReport(source);
    case 'csv':
      return csvReport(source, separator);
    case 'json':
      return jsonReport(source);
  }
}

/** Where the report files of a run lie, below the data folder. */
export function reportFile(folder: string, run: number, format: ReportFormat): string {
  return join(folder, 'reports', `run-${run}.${format}`);
}

/** @throws FilesTrouble naming the folder */
export function makeReportFolder(folder: string): void {
  const home = join(folder, 'reports');
  onDisk(home, () => mkdirSync(home, {recursive: true, mode: 0o700}));
}

/**
 * Writes a report that only this user may read: a neighbour first, then in one step under its name, so that there is
 * never half of one.
 *
 * @throws FilesTrouble naming the file; what stood there before stays
 */
export function writeReport(file: string, text: Iterable<string>): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  onDisk(file, () => {
    try {
      writeAll(draft, text);
      renameSync(draft, file);
    } catch (error) {
      rmSync(draft, {force: true});
      throw error;
    }
  });
}

function writeAll(draft: string, text: Iterable<string>): void {
  const handle = openSync(draft, 'w', 0o600);
  try {
    let gathered = '';
    for (const chunk of text) {
      gathered += chunk;
      if (gathered.length < GATHERED) continue;
      writeFileSync(handle, gathered);
      gathered = '';
    }
    writeFileSync(handle, gathered);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Erases the report files of a run, and drafts that a killed process left. Returns the files that were there.
 *
 * @throws FilesTrouble naming the file
 */
export function removeReports(folder: string, run: number): string[] {
  for (const draft of draftsOf(folder, run)) onDisk(draft, () => rmSync(draft, {force: true}));
  return FORMATS.map(format => reportFile(folder, run, format)).filter(file =>
    onDisk(file, () => {
      try {
        rmSync(file);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
        throw error;
      }
    }),
  );
}

function draftsOf(folder: string, run: number): string[] {
  const home = join(folder, 'reports');
  const names = onDisk(home, () => {
    try {
      return readdirSync(home);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
  const draft = new RegExp(`^\\.run-${run}\\.(${FORMATS.join('|')})\\.\\d+\\.new$`);
  return names.filter(name => draft.test(name)).map(name => join(home, name));
}

function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FilesTrouble) throw error;
    const {code} = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
    throw new FilesTrouble(full ? 'full' : 'unwritable', file, error);
  }
}
