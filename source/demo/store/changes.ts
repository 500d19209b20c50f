import {closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import type {Change, Store} from './store.ts';

const FILE = 'changes.jsonl';

/**
 * Keeps a portal's changes in `<folder>/changes.jsonl`, one line each, and does them again at the next start: the company
 * itself is made anew each time and needs no file. A line cut off by a crash is the last one and is left out.
 */
export class ChangeFile {
  readonly #path: string;
  #handle: number;

  constructor(folder: string) {
    mkdirSync(folder, {recursive: true, mode: 0o700});
    this.#path = join(folder, FILE);
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
