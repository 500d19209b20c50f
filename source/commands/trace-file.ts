import {appendFileSync, closeSync, constants, fchmodSync, fstatSync, openSync} from 'node:fs';
import {resolve} from 'node:path';
import {UsageTrouble} from '../domain/trouble.ts';
import type {TraceSink} from '../engine/contract.ts';
import {oneLine} from '../domain/text.ts';
import {plain} from '../words/plain.ts';
import {jsonLine} from './output/json.ts';

/** The number of the form of a trace's lines; raised when a key changes its meaning or goes. */
export const TRACE_SCHEMA = 1;

export interface TraceFile extends TraceSink {
  /** Absolute, for a process that is started from here and goes on with it. */
  readonly file: string;
}

export interface Tracing {
  readonly version: string;
  /** The command that begins to write; for the line that says so. */
  readonly command: string;
  readonly now: () => number;
  readonly redact: (text: string) => string;
  /** Told once when nothing more can be written. */
  readonly warn: (sentence: string) => void;
}

/**
 * A file that takes a trace, one JSON object a line behind what it holds already, readable by this user alone. The first
 * line says who begins: `{trace, version, command, process, at}`. Lines are written before anything else is done, so that a
 * process which is killed has left what it sent. Once it cannot be written (a disk that is full), the trace has ended and
 * the work goes on.
 *
 * @throws UsageTrouble where the file cannot be opened, or is nothing that a trace should be added to
 */
export function openTrace(given: string, {version, command, now, redact, warn}: Tracing): TraceFile {
  const file = resolve(given);
  let handle: number | undefined = open(file, given);
  let requests = 0;
  const put = (entry: object): void => {
    if (handle === undefined) return;
    try {
      appendFileSync(handle, `${jsonLine(entry)}\n`);
    } catch (error) {
      const broken = handle;
      handle = undefined;
      warn(plain.traceEnded(oneLine(file, 200), codeOf(error)));
      quietly(() => closeSync(broken));
    }
  };
  put({trace: TRACE_SCHEMA, version, command, process: process.pid, at: new Date(now()).toISOString()});
  return {
    file,
    redact,
    next: () => (requests += 1),
    write: entry => put({process: process.pid, ...entry}),
  };
}

function open(file: string, given: string): number {
  let handle: number | undefined;
  try {
    // Without waiting for somebody at the other end of a pipe.
    handle = openSync(
      file,
      constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0),
      0o600,
    );
    const {mode, uid} = fstatSync(handle);
    const isFile = (mode & constants.S_IFMT) === constants.S_IFREG;
    if (!isFile || (process.getuid !== undefined && uid !== process.getuid())) throw new NoPlace();
    // It holds names of people, also where somebody made the file before.
    if ((mode & 0o077) !== 0) fchmodSync(handle, 0o600);
    return handle;
  } catch (error) {
    const opened = handle;
    if (opened !== undefined) quietly(() => closeSync(opened));
    const why = error instanceof NoPlace ? plain.traceNoPlace : codeOf(error);
    throw new UsageTrouble(plain.traceUnwritable(oneLine(given, 200), why));
  }
}

class NoPlace extends Error {}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // It is of no use any more.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it failed';
}
