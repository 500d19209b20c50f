import {readFileSync} from 'node:fs';
import type {Stage} from '../terminal/stage.ts';

/** Looks again and again, without a fixed wait, until it is so; tells what it saw when it never is. */
async function until(look: () => string | true, withinMs: number): Promise<void> {
  const since = Date.now();
  for (;;) {
    const seen = look();
    if (seen === true) return;
    if (Date.now() - since > withinMs) throw new Error(`after ${withinMs} ms: ${seen}`);
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Waits until a person's account is active, or is not. */
export function untilActive(on: Stage, id: number, wanted: boolean, withinMs: number): Promise<void> {
  return until(() => {
    const active = on.portal.snapshot().people.find(person => person.id === id)?.active;
    return active === wanted || `the account is ${active ? 'open' : 'shut'}`;
  }, withinMs);
}

/** Waits until a file holds this. */
export function untilText(file: string, wanted: RegExp, withinMs: number): Promise<void> {
  return until(() => {
    const text = readOr(file);
    return wanted.test(text) || `${file} holds:\n${text}`;
  }, withinMs);
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
