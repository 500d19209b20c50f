import {randomBytes} from 'node:crypto';
import {closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {FilesTrouble} from '../domain/trouble.ts';
import {makeFolder} from './folders.ts';
import {filesProblem} from './problem.ts';

/**
 * Writes a small file of ours as a whole, readable by this user alone: a neighbour is written, flushed and renamed, so
 * that a reader, a full disk or a power cut meets the old content or the new one.
 *
 * @throws FilesTrouble that names the file, and never what was to be written
 */
export function writePrivately(file: string, content: string): void {
  makeFolder(dirname(file));
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.new`;
  try {
    const handle = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, {force: true});
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'write failed';
    throw new FilesTrouble(filesProblem(error, 'unwritable'), file, code);
  }
}
