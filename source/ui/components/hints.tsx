import {Box} from 'ink';
import type {ReactNode} from 'react';
import {hintsOf, type Binding} from '../keys/binding.ts';
import {widthOf} from '../text/fit.ts';
import {Line} from './line.tsx';

/** Breaks the hints into lines, each hint whole. */
export function hintLines(table: readonly Binding[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const hint of hintsOf(table)) {
    const longer = line === '' ? hint : `${line} · ${hint}`;
    if (line !== '' && widthOf(longer) > width - 2) {
      lines.push(line);
      line = hint;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The keys that work right now. */
export function Hints({lines}: {readonly lines: readonly string[]}): ReactNode {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map(line => (
        <Line key={line} look="muted">
          {` ${line}`}
        </Line>
      ))}
    </Box>
  );
}
