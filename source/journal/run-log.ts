import {closeSync, fsyncSync, openSync, readdirSync, writeSync} from 'node:fs';
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

  function write(line: object): void {
    onDisk(file, () => {
      writeSync(handle, `${JSON.stringify(line)}\n`);
    });
  }
  const flush = (): void => onDisk(file, () => fsyncSync(handle));

  const {records, ...head} = plan;
  write({fact: 'plan', schema: SCHEMA, run, startedAt, ...head, planned: records.length});
  for (const record of records) write({fact: 'record', ...record, from: plan.leaverId});
  flush();

  return {
    run,
    file,
    intend(about) {
      write({fact: 'intent', records: about.map(({type, id, to}) => [type, id, to])});
      flush();
    },
    settle(results, at) {
      for (const {record, outcome, reason, nowWith} of results) {
        write({fact: 'outcome', type: record.type, id: record.id, to: record.to, outcome, at, reason, nowWith});
      }
    },
    note(fact) {
      write(fact);
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
