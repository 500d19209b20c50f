import {Text} from 'ink';
import type {ReactNode} from 'react';
import {useRoom} from '../contexts.ts';
import {wrap} from '../text/fit.ts';
import {type Look, theme} from '../theme.ts';

/** One line that is never broken: what does not fit is cut. */
export function Line({look, children}: {readonly look?: Look | undefined; readonly children: ReactNode}): ReactNode {
  return (
    <Text wrap="truncate-end" {...(look ? theme[look] : {})}>
      {children}
    </Text>
  );
}

/** Lines of prose, broken at spaces. It stands in the margin that all text has. */
export function Prose({look, children}: {readonly look?: Look | undefined; readonly children: string}): ReactNode {
  const {width} = useRoom();
  return <Text {...(look ? theme[look] : {})}>{wrap(children, width - 2).join('\n')}</Text>;
}
