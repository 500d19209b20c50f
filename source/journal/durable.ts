import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, unlinkSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';
import {FilesTrouble} from '../domain/trouble.ts';

/** Our folders and files hold names of people and records: nobody else on the machine may read them. */
export const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;

export function makeFolder(folder: string): void {
  onDisk(folder, () => mkdirSync(folder, {recursive: true, mode: FOLDER_MODE}));
}

/**
 * Writes a whole file so that after a power cut either the old or the new content is there, never half of it: a
 * neighbour is written, flushed and renamed, then the folder's own entry is flushed.
 */
export function writeDurably(file: string, content: string): void {
  makeFolder(dirname(file));
  onDisk(file, () => {
    const draft = `${file}.${process.pid}.new`;
    const handle = openSync(draft, 'w', FILE_MODE);
    try {
      writeSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
    flushFolder(dirname(file));
  });
}

export function removeDurably(file: string): void {
  onDisk(file, () => {
    unlinkSync(file);
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
