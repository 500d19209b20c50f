import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {familyOf, hasProcessFiles} from './processes.ts';

/** Whether a text holds a code, in any case and however it is percent-encoded. */
export function holds(text: string, code: string): boolean {
  const plain = text.replace(/%(?:25)*([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return [text, plain].some(one => one.toLowerCase().includes(code.toLowerCase()));
}

/** Files below a folder that hold a code. */
export function filesHolding(folder: string, code: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => holds(readFileSync(file, 'latin1'), code));
}

/** The code in a webhook address, or undefined where there is none that counts as one. */
export function codeIn(webhook: string | null | undefined): string | undefined {
  return /\/rest\/\d+\/([A-Za-z0-9]{8,})/.exec(webhook ?? '')?.[1];
}

/** Every program test fails where what it printed holds the code that it was given. */
export function refuseLeak(what: string, text: string, code: string | undefined): void {
  if (code !== undefined && holds(text, code)) throw new Error(`the webhook's code stands in ${what}`);
}

/** The same for the processes that a program has started: their command lines, and what they have in their environment. */
export function refuseLeakingProcesses(pid: number | undefined, code: string | undefined): void {
  if (code === undefined || pid === undefined || !hasProcessFiles) return;
  const [first, ...others] = familyOf(pid);
  refuseLeak('the command line of the program', first?.commandLine ?? '', code);
  for (const {commandLine, environment} of others)
    refuseLeak(`a process: ${commandLine.replaceAll('\0', ' ')}`, `${commandLine}${environment}`, code);
}
