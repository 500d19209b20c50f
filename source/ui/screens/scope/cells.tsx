import {Text} from 'ink';
import type {ReactNode} from 'react';
import {Busy} from '../../components/busy.tsx';
import type {Column, layOut} from '../../text/columns.ts';
import {fit} from '../../text/fit.ts';
import {theme} from '../../theme.ts';

interface Props {
  readonly cells: readonly string[];
  readonly columns: readonly Column[];
  readonly layout: ReturnType<typeof layOut>;
  /** The column under the cursor: marked with brackets as well as by colour. */
  readonly cell?: number | undefined;
  /** The column whose value is being found out. */
  readonly busy?: number | undefined;
  readonly look?: keyof typeof theme;
}

/** One line of a table whose cells the cursor can stand on. */
export function Cells({cells, columns, layout, cell, busy, look}: Props): ReactNode {
  return (
    <Text wrap="truncate-end" {...(look ? theme[look] : {})}>
      {cell === undefined ? '  ' : ' ❯'}
      {layout.columns.map(({index, width}) => {
        if (index === busy) {
          return (
            <Text key={index}>
              {' '.repeat(width)}
              <Busy />{' '}
            </Text>
          );
        }
        const text = fit(cells[index] ?? '', width, columns[index]?.align);
        const here = index === cell;
        return (
          <Text key={index} {...(here ? theme.selected : {})}>
            {here ? `›${text}‹` : ` ${text} `}
          </Text>
        );
      })}
    </Text>
  );
}
