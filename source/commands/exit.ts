import type {ExitCode} from '../domain/outcomes.ts';
import {oneLine} from '../domain/text.ts';
import {plain} from '../words/plain.ts';
import {JSON_SCHEMA, jsonLine} from './output/json.ts';
import {factLine} from './output/line.ts';
import {explain} from './trouble.ts';

/** How long output may take to reach whoever reads it once everything is done. */
const DRAIN_MS = 2000;

/** The one place that ends the process: it waits until everything that was said has been written. */
export async function leave(code: ExitCode, streams: readonly NodeJS.WritableStream[]): Promise<never> {
  process.exitCode = code;
  const drained = Promise.all(streams.map(drain));
  const limit = new Promise(resolve => setTimeout(resolve, DRAIN_MS).unref());
  await Promise.race([drained, limit]);
  process.exit(code);
}

function drain(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise(resolve => {
    if (!stream.writable) return resolve();
    try {
      stream.write('', () => resolve());
    } catch {
      resolve();
    }
  });
}

/** Where a failure is told. */
export interface Telling {
  readonly command: string;
  readonly json: boolean;
  readonly out: (line: string) => void;
  readonly say: (line: string) => void;
}

/**
 * Tells a failure: one sentence for people, an object for `--json`, a stack only for bugs. Under `--json` the object is
 * `{schema, command, exit, error: {problem, message}}`.
 */
export function tellFailure(error: unknown, {command, json, out, say}: Telling): ExitCode {
  const {code, problem, message, stack} = explain(error);
  if (stack !== undefined) for (const line of stack.split('\n')) say(line);
  const word =
    problem === 'account-open' ? plain.label.account : problem === 'stopped' ? plain.label.stop : plain.label.error;
  say(factLine(word, oneLine(message, 2000)));
  if (json) out(jsonLine({schema: JSON_SCHEMA, command, exit: code, error: {problem, message}}));
  return code;
}
