import {readFileSync, statSync} from 'node:fs';
import type {IdsFile} from '../../domain/ids-file/ids-file.ts';
import {readIdsFile} from '../../domain/ids-file/parse.ts';
import {planRequestFromJson, type WrittenRequest} from '../../domain/plan-request/json.ts';
import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {plain} from '../../words/plain.ts';
import {quoted} from './people.ts';

/** No list of ids is longer: some ten million records. What is, is another file. */
const MOST_BYTES = 256 * 1024 * 1024;
/** Problems that are told in one message; a file that is wrong all through is wrong in the same way. */
const MOST_TOLD = 8;

/** @throws UsageTrouble for a file that is not there, or of which any line cannot be read exactly */
export function readIds(file: string): IdsFile {
  const read = readIdsFile(bytesOf('--ids-file', file));
  if (read.ok) return read.file;
  if (read.problem !== 'lines')
    throw new UsageTrouble(
      plain.unreadableFile(
        '--ids-file',
        quoted(file),
        read.problem === 'not-utf8' ? plain.idsNotUtf8 : plain.idsNoRecords,
      ),
    );
  const lines = read.lines.slice(0, MOST_TOLD).map(problem => {
    const value = 'value' in problem ? oneLine(problem.value, 40) : '';
    return plain.idsLine(problem.line, plain.idsProblem(problem, value));
  });
  throw new UsageTrouble(plain.idsFile(quoted(file), lines.join('; '), read.total - lines.length));
}

/** A file with a plan request; dates without a time are days of the zone that is handed in. */
export interface RequestFile {
  readonly name: string;
  /** @throws UsageTrouble for anything that is not by the schema */
  read(zone: string): WrittenRequest;
}

/** @throws UsageTrouble for a file that is not there or no JSON */
export function openRequest(file: string): RequestFile {
  const name = quoted(file);
  const value = parse(name, bytesOf('--request', file));
  return {
    name,
    read(zone) {
      const read = planRequestFromJson(value, zone);
      if (read.ok) return read.value;
      const told = read.problems
        .slice(0, MOST_TOLD)
        .map(problem => plain.requestProblem(problem, oneLine(problem.path, 80)));
      throw new UsageTrouble(plain.request(name, told.join('; '), read.total - told.length));
    },
  };
}

function parse(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch (error) {
    const why = error instanceof Error ? oneLine(error.message, 120) : '';
    throw new UsageTrouble(plain.unreadableFile('--request', name, plain.notJson(why)));
  }
}

function bytesOf(flag: string, file: string): Uint8Array {
  try {
    if (statSync(file).size > MOST_BYTES) throw new Error('it is too large');
    return readFileSync(file);
  } catch (error) {
    throw new UsageTrouble(
      plain.unreadableFile(flag, quoted(file), error instanceof Error ? oneLine(error.message, 120) : 'unreadable'),
    );
  }
}
