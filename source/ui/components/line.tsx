import {Text} from 'ink';
import type {ReactNode} from 'react';
import {type Look, theme} from '../theme.ts';

/** One line that is never broken: what does not fit is cut. */
export function Line({look, children}: {readonly look?: Look | undefined; readonly children: ReactNode}): ReactNode {
  return (
    <Text wrap="truncate-end" {...(look ? theme[look] : {})}>
      {children}
    </Text>
  );
}

/** Lines of prose, broken at spaces. */
export function Prose({look, children}: {readonly look?: Look | undefined; readonly children: string}): ReactNode {
  return <Text {...(look ? theme[look] : {})}>{children}</Text>;
}
