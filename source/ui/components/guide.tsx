import {Box} from 'ink';
import type {ReactNode} from 'react';
import {guidedScreen, isGuided, type WizardState} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Line} from './line.tsx';

/** The first time through nothing is cut away for it: in a smaller window it is left to the help. */
const LEAST = {columns: 80, rows: 24};

/** What the screen is there for, the first time through; empty where it is not shown. */
export function guideLines(state: WizardState, words: Words, columns: number, rows: number): readonly string[] {
  if (columns < LEAST.columns || rows < LEAST.rows || !isGuided(state)) return [];
  return helpLines(state, words);
}

/** The same whether it is the first time or not: `?` brings it back. */
export function helpLines(state: WizardState, words: Words): readonly string[] {
  const screen = guidedScreen(state);
  return screen === undefined ? [] : words.screens.guide[screen];
}

export function Guide({lines}: {readonly lines: readonly string[]}): ReactNode {
  return (
    <Box flexDirection="column" flexShrink={0} marginBottom={1}>
      {lines.map(line => (
        <Line key={line} look="guide">{` ${line}`}</Line>
      ))}
    </Box>
  );
}
