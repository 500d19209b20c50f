import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Person} from '../../domain/people.ts';
import {cursorRow, type PeopleSearch} from '../../domain/wizard/index.ts';
import {useRoom, useWords} from '../contexts.ts';
import {type Column, layOut, lineOf} from '../text/columns.ts';
import {Busy} from './busy.tsx';
import {Indent} from './indent.tsx';
import {Line} from './line.tsx';
import {Row} from './row.tsx';
import {Scroll} from './scroll.tsx';

interface Props {
  readonly people: PeopleSearch;
  readonly columns: readonly Column[];
  readonly cellsOf: (person: Person) => readonly string[];
  readonly height: number;
  /** A person whose last cell is still being found out. */
  readonly isBusy?: (person: Person) => boolean;
}

/** A searchable list of people. Only the rows around the cursor are laid out, however many there are. */
export function PeopleTable({people, columns, cellsOf, height, isBusy}: Props): ReactNode {
  const words = useWords();
  const {width} = useRoom();
  const cursor = cursorRow(people);
  const near = people.rows.slice(Math.max(0, cursor - height), cursor + height);
  const layout = layOut(columns, near.map(cellsOf), width - 4);
  const last = layout.columns[layout.columns.length - 1];
  if (people.rows.length === 0) {
    if (!people.asking) return null;
    return (
      <Indent>
        <Busy>{words.screens.people.loading}</Busy>
      </Indent>
    );
  }
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Line look="muted">{`   ${lineOf(
        columns.map(({head}) => head),
        columns,
        layout,
        width - 4,
      )}`}</Line>
      <Scroll rows={people.rows} cursor={cursor} height={height - 1} keyOf={person => person.id}>
        {(person, selected) => {
          const cells = cellsOf(person);
          const busy = last?.index === columns.length - 1 && isBusy?.(person) === true;
          if (!busy) return <Row selected={selected}>{lineOf(cells, columns, layout, width - 4)}</Row>;
          const known = {columns: layout.columns.slice(0, -1)};
          return (
            <Row selected={selected}>
              {lineOf(cells, columns, known, width - 4)}
              {' '.repeat(last.width + 1)}
              <Busy />
            </Row>
          );
        }}
      </Scroll>
    </Box>
  );
}
