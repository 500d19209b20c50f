import {expect} from 'vitest';
import {widthOf} from '../../../source/ui/text/fit.ts';
import type {Terminal} from './terminal.tsx';

/** Everything that was ever painted fits the window. */
export function fits(terminal: Terminal, columns: number, rows: number): void {
  for (const frame of terminal.frames()) {
    const lines = frame.split('\n');
    expect(lines.length).toBeLessThan(rows);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  }
  terminal.end();
}
