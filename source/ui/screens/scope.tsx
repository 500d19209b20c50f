import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {
  choiceOf,
  type CountedRow,
  countsOf,
  scopeProblem,
  type ScopeScreen as State,
  successorOf,
} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Line} from '../components/line.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import {Scroll} from '../components/scroll.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {type Column, layOut} from '../text/columns.ts';
import {fit} from '../text/fit.ts';
import {theme} from '../theme.ts';
import {PickerView} from './picker.tsx';
import type {ScreenProps} from './props.ts';

/** The cell of the cursor by column of the table: take, which, successor. */
const CELL_COLUMNS = [0, 2, 4];

/** Screen 4: which records, and to whom. "Everything to one person" comes first because it is the fastest way. */
export function ScopeScreen({state}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  if (state.picker) return <PickerView state={state} picker={state.picker} />;
  const {scope} = words.screens;
  const columns: readonly Column[] = [
    {head: scope.take, keep: true},
    {head: scope.type, keep: true, max: 28, shrinkTo: 9},
    {head: scope.which, keep: true},
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
  const {scope} = words.screens;
  const selected = state.cursor.row === 0;
  return (
    <Line look={selected ? 'selected' : undefined}>
      {`${selected ? ' ❯ ' : '   '}${scope.everythingTo}  ${state.general ? words.person(state.general) : scope.nobody}`}
    </Line>
  );
}

interface CellsProps {
  readonly cells: readonly string[];
  readonly columns: readonly Column[];
  readonly layout: ReturnType<typeof layOut>;
  /** The column under the cursor: marked with brackets as well as by colour. */
  readonly cell?: number | undefined;
  readonly look?: keyof typeof theme;
}

function Cells({cells, columns, layout, cell, look}: CellsProps): ReactNode {
  return (
    <Text wrap="truncate-end" {...(look ? theme[look] : {})}>
      {cell === undefined ? '  ' : ' ❯'}
      {layout.columns.map(({index, width}) => {
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

function cellsOf(state: State, row: CountedRow, words: Words, states: Words['state']): readonly string[] {
  const {scope} = words.screens;
  const {take, which, to} = choiceOf(state, row.type.key);
  const successor = successorOf(state, row.type.key);
  const name = successor ? words.person(successor) : scope.missing;
  const activity = row.type.key === 'activity';
  const shown = activity ? (to ? scope.followOr(words.person(to)) : successor ? scope.follow : name) : name;
  return [
    take ? scope.taken : scope.left,
    words.type.name(row.type),
    take ? states[which] : scope.notTaken,
    words.format.number(countsOf(state, row).taken),
    take ? shown : scope.notTaken,
  ];
}

/** How much is taken and what stays, why closed records go too, and what bars the way on. */
function notesOf(state: State, words: Words): readonly Note[] {
  const {scope} = words.screens;
  const taken = state.rows.reduce((sum, row) => sum + countsOf(state, row).taken, 0);
  const activity = state.rows.find(row => row.type.key === 'activity');
  const choice = activity && choiceOf(state, 'activity');
  const keptClosed = activity && choice?.take && choice.which === 'open' ? activity.closed : 0;
  const kept = state.rows.reduce((sum, row) => sum + countsOf(state, row).kept, 0) - keptClosed;
  const summary = [
    scope.summary(taken),
    ...(keptClosed > 0 ? [scope.keptClosed(keptClosed)] : []),
    ...(kept > 0 ? [scope.keptOthers(kept)] : []),
  ];
  const closedGo = (['lead', 'deal'] as const).some(key => {
    const {take, which} = choiceOf(state, key);
    return take && which !== 'open';
  });
  const problem = scopeProblem(state);
  return [
    {text: summary.join(' · '), look: 'heading'},
    ...(state.asLastTime ? [{text: scope.asLastTime} satisfies Note] : []),
    ...(closedGo ? [{text: scope.closedGoToo, look: 'muted'} satisfies Note] : []),
    ...(problem ? [{text: scope.problem[problem], look: 'danger'} satisfies Note] : []),
  ];
}
