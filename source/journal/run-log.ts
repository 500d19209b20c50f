import {closeSync, fsyncSync, openSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Plan, PlannedRecord} from '../domain/plan.ts';
import type {RecordResult} from '../domain/outcomes.ts';
import {FILE_MODE, makeFolder, onDisk} from './durable.ts';

const SCHEMA = 1;

/** What one run leaves behind: `runs/run-12.jsonl`, a line per fact, so that a run that dies still tells what it did. */
export interface RunLog {
  readonly run: string;
  readonly file: string;
  /** These records are about to be written. On disk before the request is sent. */
  intend(records: readonly PlannedRecord[]): void;
  /** These outcomes are final. */
  settle(results: readonly RecordResult[], at: number): void;
  /** Anything else worth keeping: openings, stops, the end. Flushed. */
  note(fact: Record<string, unknown>): void;
  close(): void;
}

/** Starts the log of a run: the plan first, each record with its title, from whom and to whom, then what happens to it. */
export function startRunLog(folder: string, plan: Plan, startedAt: number): RunLog {
  const home = join(folder, 'runs');
  makeFolder(home);
  const {run, file, handle} = createNext(home);

  let cut = false;

  function write(lines: readonly object[]): void {
    const text = lines.map(line => `${JSON.stringify(line)}\n`).join('');
    onDisk(file, () => {
      // What failed may have left half a line behind: the next begins on its own.
      const start = cut ? '\n' : '';
      cut = true;
      writeFileSync(handle, start + text);
      cut = false;
    });
  }
  const flush = (): void => onDisk(file, () => fsyncSync(handle));

  const {records, ...head} = plan;
  try {
    write([
      {fact: 'plan', schema: SCHEMA, run, startedAt, ...head, planned: records.length},
      ...records.map(record => ({fact: 'record', ...record, from: plan.leaverId})),
    ]);
    flush();
  } catch (error) {
    closeSync(handle);
    throw error;
  }

  return {
    run,
    file,
    intend(about) {
      write([{fact: 'intent', records: about.map(({type, id, to}) => [type, id, to])}]);
      flush();
    },
    settle(results, at) {
      write(
        results.map(({record: {type, id, to}, outcome, reason, why, nowWith}) => {
          return {fact: 'outcome', type, id, to, outcome, at, reason, why, nowWith};
        }),
      );
    },
    note(fact) {
      write([fact]);
      flush();
    },
    close() {
      onDisk(file, () => closeSync(handle));
    },
  };
}

/** Takes the next free number. `wx` makes it ours alone even when two processes start at once. */
function createNext(home: string): {run: string; file: string; handle: number} {
  const taken = onDisk(home, () => readdirSync(home)).map(name => Number(/^run-(\d+)\.jsonl$/.exec(name)?.[1] ?? 0));
  for (let number = Math.max(0, ...taken) + 1; ; number += 1) {
    const file = join(home, `run-${number}.jsonl`);
    try {
      return {run: String(number), file, handle: openSync(file, 'wx', FILE_MODE)};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        return onDisk(file, () => {
          throw error;
        });
    }
  }
}
