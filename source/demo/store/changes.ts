import {closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, truncateSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import type {Change, Store} from './store.ts';

const FILE = 'changes.jsonl';

/**
 * Keeps a portal's changes in `<folder>/changes.jsonl`, one line each, and does them again at the next start: the company
 * itself is made anew each time and needs no file. A last line that a crash cut off is left out.
 */
export class ChangeFile {
  readonly #path: string;
  #handle: number;

  constructor(folder: string) {
    mkdirSync(folder, {recursive: true, mode: 0o700});
    this.#path = join(folder, FILE);
    cutTornLine(this.#path);
    this.#handle = openSync(this.#path, 'a', 0o600);
  }

  /** Brings a fresh store to where it was left, then writes down whatever happens to it. */
  attach(store: Store): void {
    for (const change of readChanges(this.#path)) store.replay(change);
    store.onChange(change => {
      writeSync(this.#handle, `${JSON.stringify(change)}\n`);
    });
  }

  /** Forgets everything; for `reset`. */
  clear(): void {
    closeSync(this.#handle);
    rmSync(this.#path, {force: true});
    this.#handle = openSync(this.#path, 'a', 0o600);
  }

  close(): void {
    closeSync(this.#handle);
  }
}

/** A line that a crash cut off would swallow the next one written behind it. */
function cutTornLine(path: string): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(path, end);
}

function readChanges(path: string): Change[] {
  if (!existsSync(path)) return [];
  const changes: Change[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      changes.push(JSON.parse(line) as Change);
    } catch {
      break;
    }
  }
  return changes;
}
