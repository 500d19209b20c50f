import {Box} from 'ink';
import {Fragment, type ReactNode} from 'react';
import {windowTop} from '../../domain/wizard/index.ts';
import {useWords} from '../contexts.ts';
import {Line} from './line.tsx';

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly cursor: number;
  readonly height: number;
  readonly keyOf: (row: Row) => string | number;
  readonly children: (row: Row, selected: boolean) => ReactNode;
}

/** A list of which only the part around the cursor is made, however long it is; it says how much more there is. */
export function Scroll<Row>({rows, cursor, height, keyOf, children}: Props<Row>): ReactNode {
  const words = useWords();
  const fits = rows.length <= height;
  // One line each is kept for "more above" and "more below", so that nothing jumps while scrolling.
  const room = Math.max(1, fits ? height : height - 2);
  const top = fits ? 0 : windowTop(cursor, rows.length, room);
  const below = rows.length - top - room;
  return (
    <Box flexDirection="column" flexShrink={0} aria-role="listbox">
      {fits ? null : (
        <Line look="muted">{top > 0 ? `   ${words.screens.frame.above(words.format.number(top))}` : ' '}</Line>
      )}
      {rows.slice(top, top + room).map((row, index) => (
        <Fragment key={keyOf(row)}>{children(row, top + index === cursor)}</Fragment>
      ))}
      {fits ? null : (
        <Line look="muted">{below > 0 ? `   ${words.screens.frame.below(words.format.number(below))}` : ' '}</Line>
      )}
    </Box>
  );
}
