import {Box} from 'ink';
import type {ReactNode} from 'react';
import {personName} from '../../domain/people.ts';
import {sumTally, type TallyRow} from '../../domain/tally.ts';
import {oneLine} from '../../domain/text.ts';
import {holdsNothing, shownRows, type TallyScreen as State} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import {Row} from '../components/row.tsx';
import {Scroll} from '../components/scroll.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {type Column, layOut, lineOf} from '../text/columns.ts';
import {fit} from '../text/fit.ts';
import {HoldsNothing} from './holds-nothing.tsx';
import {notSeen} from './not-seen.ts';
import type {ScreenProps} from './props.ts';
import {Titles} from './titles.tsx';

/** Screen 3: what the leaver holds. Rows fill in as their counts arrive; zero rows fold away into one line. */
export function TallyScreen({state, dispatch}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  if (state.titles) return <Titles state={state} titles={state.titles} />;
  if (state.failure) {
    return (
      <Indent>
        <Explanation failure={state.failure} />
      </Indent>
    );
  }
  if (holdsNothing(state)) return <HoldsNothing state={state} dispatch={dispatch} />;

  const {tally} = words.screens;
  const rows = shownRows(state.rows);
  const columns: readonly Column[] = [
    {head: tally.title(oneLine(personName(state.leaver), 40)), keep: true, max: 34, shrinkTo: 12},
    {head: tally.open, align: 'right', shrinkTo: 4},
    {head: tally.closed, align: 'right', shrinkTo: 6},
    {head: tally.total, align: 'right', keep: true},
    {head: ''},
  ];
  const sum = sumTally(state.rows);
  const total = [tally.sum, ...[sum.open, sum.closed, sum.total].map(words.format.number), ''];
  const cells = rows.map(row => cellsOf(row, state, words));
  const layout = layOut(columns, [...cells, total], width - 4);
  const lines = new Map(rows.map((row, index) => [row, lineOf(cells[index] ?? [], columns, layout, width - 4)]));
  const below = notesOf(state, words);
  return (
    <Box flexDirection="column">
      <Line look="heading">{`   ${lineOf(
        columns.map(({head}) => head),
        columns,
        layout,
        width - 4,
      )}`}</Line>
      <Scroll
        rows={rows}
        cursor={Math.max(
          0,
          rows.findIndex(row => row.type.key === state.cursor),
        )}
        height={Math.max(3, height - 2 - heightOf(below, width))}
        keyOf={row => row.type.key}
      >
        {(row, selected) => (
          <Row selected={selected}>
            {row.state === 'counting' ? (
              <Counting row={row} layoutWidth={layout.columns[0]?.width ?? 10} />
            ) : (
              lines.get(row)
            )}
          </Row>
        )}
      </Scroll>
      <Line look="heading">{`   ${lineOf(total, columns, layout, width - 4)}`}</Line>
      <Notes notes={below} />
    </Box>
  );
}

function Counting({row, layoutWidth}: {readonly row: TallyRow; readonly layoutWidth: number}): ReactNode {
  const words = useWords();
  return (
    <>
      {`${fit(words.type.name(row.type), layoutWidth)}  `}
      <Busy />
    </>
  );
}

function cellsOf(row: TallyRow, state: State, words: Words): readonly string[] {
  const {tally} = words.screens;
  const name = words.type.name(row.type);
  if (row.state !== 'counted') return [name, '', '', '', ''];
  const {number} = words.format;
  const staged = row.type.closedBy.by !== 'none';
  return [
    name,
    number(row.open),
    staged ? number(row.closed) : tally.none,
    number(row.total),
    row.type.mayNeedRehire && !state.leaver.active ? tally.rehire : '',
  ];
}

/** What is folded away or could not be read, each said in a line. */
function notesOf(state: State, words: Words): readonly Note[] {
  const {tally} = words.screens;
  const zero = state.rows
    .filter(row => row.state === 'counted' && row.total === 0)
    .map(row => words.type.name(row.type));
  const unreadable = notSeen(state.rows, words);
  const texts = [...(zero.length > 0 ? [tally.nothingIn(zero)] : []), ...unreadable];
  return texts.map(text => ({text, look: 'muted'}));
}
