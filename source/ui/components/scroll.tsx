import {Box} from 'ink';
import {Fragment, type ReactNode} from 'react';
import {windowOf} from '../../domain/wizard/index.ts';
import {useWords} from '../contexts.ts';
import {Line} from './line.tsx';

interface Props<Row> {
  /** An array, or anything else that can be read a part at a time. */
  readonly rows: {readonly length: number; slice(from: number, to: number): readonly Row[]};
  readonly cursor: number;
  readonly height: number;
  readonly keyOf: (row: Row) => string | number;
  readonly children: (row: Row, selected: boolean) => ReactNode;
}

/** A list of which only the part around the cursor is made, however long it is; it says how much more there is. */
export function Scroll<Row>({rows, cursor, height, keyOf, children}: Props<Row>): ReactNode {
  const {frame} = useWords().screens;
  const {number} = useWords().format;
  const {top, end} = windowOf(cursor, rows.length, height);
  const below = rows.length - end;
  return (
    <Box flexDirection="column" flexShrink={0} aria-role="listbox">
      {top > 0 ? <Line look="muted">{`   ${frame.above(number(top))}`}</Line> : null}
      {rows.slice(top, end).map((row, index) => (
        <Fragment key={keyOf(row)}>{children(row, top + index === cursor)}</Fragment>
      ))}
      {below > 0 ? <Line look="muted">{`   ${frame.below(number(below))}`}</Line> : null}
    </Box>
  );
}
