import {afterEach, beforeEach, vi} from 'vitest';
import {NOW} from './data.ts';
import {ARMED_MS, KEYS, type Terminal} from './terminal.tsx';

/** Fake timers for every test of a file; whatever was opened is shut. */
export function fakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({now: NOW});
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** From the list of portals to the list of leavers, counted. */
export async function toLeaver(terminal: Terminal): Promise<void> {
  await terminal.press(KEYS.enter);
  await terminal.wait(300);
}

/** On to what Anna Petrova holds. */
export async function toTally(terminal: Terminal): Promise<void> {
  await toLeaver(terminal);
  await terminal.press(KEYS.home, KEYS.enter);
  await terminal.wait(200);
}

export async function toScope(terminal: Terminal): Promise<void> {
  await toTally(terminal);
  await terminal.press(KEYS.enter);
}

/** On to the plan, with Ivan Sokolov as the one who gets everything. */
export async function toPlan(terminal: Terminal): Promise<void> {
  await toScope(terminal);
  await terminal.press(KEYS.space);
  await terminal.type('sokolov');
  await terminal.wait(300);
  await terminal.press(KEYS.enter, KEYS.enter);
  // Less than the moment of quiet that the question of the plan asks for.
  await terminal.wait(100);
}

/** Answers the question of a plan of so many records. */
export async function start(terminal: Terminal, count: number): Promise<void> {
  await terminal.wait(ARMED_MS);
  if (count <= 20) await terminal.press(KEYS.down, KEYS.enter);
  else {
    await terminal.type(String(count));
    await terminal.press(KEYS.enter);
  }
}
