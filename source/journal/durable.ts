import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, unlinkSync, writeFileSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {FilesTrouble} from '../domain/trouble.ts';

/** Our folders and files hold names of people and records: nobody else on the machine may read them. */
export const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;

/** Makes a folder and what is missing above it; flushed, since a file is lost with the entry of its folder. */
export function makeFolder(folder: string): void {
  onDisk(folder, () => {
    const first = mkdirSync(folder, {recursive: true, mode: FOLDER_MODE});
    if (first === undefined) return;
    const highest = dirname(resolve(first));
    for (let at = resolve(folder); at !== highest && at !== dirname(at); at = dirname(at)) flushFolder(dirname(at));
  });
}

/**
 * Writes a whole file so that after a power cut either the old or the new content is there, never half of it: a
 * neighbour is written, flushed and renamed, then the folder's own entry is flushed.
 */
export function writeDurably(file: string, content: string): void {
  makeFolder(dirname(file));
  onDisk(file, () => {
    const draft = `${file}.${process.pid}.new`;
    try {
      writeFlushed(draft, content);
      renameSync(draft, file);
    } catch (error) {
      // A disk that is full has no room for half a draft either.
      rmSync(draft, {force: true});
      throw error;
    }
    flushFolder(dirname(file));
  });
}

/** A single `write` may take a part of the content without an error when the disk fills up; `writeFileSync` goes on. */
function writeFlushed(file: string, content: string): void {
  const handle = openSync(file, 'w', FILE_MODE);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Removes a file; that it is gone already is what was wanted. */
export function removeDurably(file: string): void {
  onDisk(file, () => {
    try {
      unlinkSync(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    flushFolder(dirname(file));
  });
}

function flushFolder(folder: string): void {
  // Windows cannot open a folder; its file systems flush the entry with the file.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Runs a file operation; what the system refuses becomes trouble that names the file. */
export function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new FilesTrouble(
      code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' ? 'full' : 'unwritable',
      file,
      error,
    );
  }
}
