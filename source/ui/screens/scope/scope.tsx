import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {
  choiceOf,
  type CountedRow,
  countsOf,
  peopleOf,
  type ScopeScreen as State,
  successorOf,
} from '../../../domain/wizard/index.ts';
import type {Words} from '../../../words/index.ts';
import {Line} from '../../components/line.tsx';
import {heightOf, Notes} from '../../components/notes.tsx';
import {Scroll} from '../../components/scroll.tsx';
import {useRoom, useWords} from '../../contexts.ts';
import {type Column, layOut} from '../../text/columns.ts';
import {cut} from '../../text/fit.ts';
import type {ScreenProps} from '../props.ts';
import {Cells} from './cells.tsx';
import {FilterView} from './filter.tsx';
import {notesOf} from './notes.ts';
import {PickerView} from './picker.tsx';
import {RowsView} from './rows.tsx';
import {ShareView} from './share.tsx';
import {shortWhich} from './which.ts';

/** The cell of the cursor by column of the table: take, which, successor. */
const CELL_COLUMNS = [0, 2, 4];
const RECORDS_COLUMN = 3;

/** Screen 4: which records, and to whom. "Everything to one person" comes first because it is the fastest way. */
export function ScopeScreen({state}: ScreenProps<State>): ReactNode {
  if (state.picker) return <PickerView state={state} picker={state.picker} />;
  switch (state.panel?.panel) {
    case 'filter':
      return <FilterView state={state} panel={state.panel} />;
    case 'rows':
      return <RowsView state={state} panel={state.panel} />;
    case 'share':
      return <ShareView state={state} panel={state.panel} />;
    case undefined:
      return <ScopeTable state={state} />;
  }
}

function ScopeTable({state}: {readonly state: State}): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {scope} = words.screens;
  const columns: readonly Column[] = [
    {head: scope.take, keep: true},
    {head: scope.type, keep: true, max: 28, shrinkTo: 9},
    {head: scope.which, keep: true, max: 20, shrinkTo: 6},
    {head: scope.records, align: 'right'},
    {head: scope.successor, keep: true, max: 40, shrinkTo: 10},
  ];
  const states = width < 60 ? scope.shortState : words.state;
  const cells = state.rows.map(row => cellsOf(state, row, words, states));
  const layout = layOut(columns, cells, width - 4);
  const notes = notesOf(state, words);
  return (
    <Box flexDirection="column">
      <General state={state} />
      <Text> </Text>
      <Cells cells={columns.map(({head}) => head)} columns={columns} layout={layout} look="muted" />
      <Scroll
        rows={state.rows}
        cursor={Math.max(0, state.cursor.row - 1)}
        height={Math.max(3, height - 4 - heightOf(notes, width))}
        keyOf={row => row.type.key}
      >
        {row => {
          const index = state.rows.indexOf(row);
          const selected = index === state.cursor.row - 1;
          return (
            <Cells
              cells={cells[index] ?? []}
              columns={columns}
              layout={layout}
              cell={selected ? CELL_COLUMNS[state.cursor.cell] : undefined}
              busy={countsOf(state, row).state === 'counting' ? RECORDS_COLUMN : undefined}
            />
          );
        }}
      </Scroll>
      <Text> </Text>
      <Notes notes={notes} />
    </Box>
  );
}

function General({state}: {readonly state: State}): ReactNode {
  const words = useWords();
  const {width} = useRoom();
  const {scope} = words.screens;
  const selected = state.cursor.row === 0;
  const text = `${selected ? ' ❯ ' : '   '}${scope.everythingTo}  ${generalName(state, words) ?? scope.nobody}`;
  return <Line look={selected ? 'selected' : undefined}>{cut(text, width)}</Line>;
}

/** Who gets everything, in a few words. */
function generalName({general, several}: State, words: Words): string | undefined {
  const [one, ...others] = several?.among ?? [];
  if (several && one && others.length > 0) return words.screens.scope.several[several.by](several.among.length);
  const person = one ?? general;
  return person && words.person(person);
}

function cellsOf(state: State, row: CountedRow, words: Words, states: Words['state']): readonly string[] {
  const {scope} = words.screens;
  const choice = choiceOf(state, row.type.key);
  const counts = countsOf(state, row);
  return [
    choice.take ? scope.taken : scope.left,
    words.type.name(row.type),
    choice.take ? shortWhich(choice, states, words) : scope.notTaken,
    counts.state === 'known' ? words.format.number(counts.taken) : scope.unknown,
    choice.take ? successorText(state, row, words) : scope.notTaken,
  ];
}

function successorText(state: State, row: CountedRow, words: Words): string {
  const {scope} = words.screens;
  const {several, to} = choiceOf(state, row.type.key);
  const rest = to ? words.person(to) : (generalName(state, words) ?? scope.missing);
  if (several?.by === 'table') return scope.several.table(several.rows.length, rest);
  const people = peopleOf(several);
  const name = people.length > 1 && several ? scope.several[several.by](people.length) : personText(people[0], words);
  const own = name ?? (to && words.person(to));
  if (row.type.key !== 'activity') return own ?? rest;
  if (own) return scope.followOr(own);
  return (successorOf(state, row.type.key) ?? generalName(state, words)) ? scope.follow : rest;
}

function personText(person: ReturnType<typeof peopleOf>[number] | undefined, words: Words): string | undefined {
  return person && words.person(person);
}
