import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {theme} from '../theme.ts';

interface Props {
  readonly selected: boolean;
  readonly children: ReactNode;
}

/** A line of a list of ours, with its cursor. */
export function Row({selected, children}: Props): ReactNode {
  return (
    <Box aria-role="option" aria-state={{selected}}>
      <Text wrap="truncate-end" {...(selected ? theme.selected : {})}>
        {selected ? ' ❯ ' : '   '}
        {children}
      </Text>
    </Box>
  );
}
