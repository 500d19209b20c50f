import {Box} from 'ink';
import type {ReactNode} from 'react';

/** The margin that all text on a screen has; lists have it for their cursor. */
export function Indent({children}: {readonly children: ReactNode}): ReactNode {
  return (
    <Box flexDirection="column" flexShrink={0} paddingLeft={1}>
      {children}
    </Box>
  );
}
