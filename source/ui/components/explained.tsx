import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Failure} from '../../domain/wizard/index.ts';
import {useWords} from '../contexts.ts';
import {Prose} from './line.tsx';

/** A failure in three sentences: what happened, why, what next. */
export function Explanation({failure}: {readonly failure: Failure}): ReactNode {
  const {what, why, next} = useWords().screens.failure(failure);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Prose look="danger">{what}</Prose>
      {why === '' ? null : <Prose>{why}</Prose>}
      {next === '' ? null : <Prose look="heading">{next}</Prose>}
    </Box>
  );
}
