import {Box} from 'ink';
import type {ReactNode} from 'react';
import {rowOf} from '../../domain/tally.ts';
import type {TallyScreen, TitlesView} from '../../domain/wizard/index.ts';
import {Busy} from '../components/busy.tsx';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {Row} from '../components/row.tsx';
import {Scroll} from '../components/scroll.tsx';
import {useRoom, useWords} from '../contexts.ts';
import {type Column, layOut, lineOf} from '../text/columns.ts';

interface Props {
  readonly state: TallyScreen;
  readonly titles: TitlesView;
}

/** The records of one row of the tally by title; more are read while it is scrolled. */
export function Titles({state, titles}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {tally} = words.screens;
  const row = rowOf(state.rows, titles.type);
  const type = row?.type ?? {key: titles.type};
  const total = row?.state === 'counted' ? row.total : titles.items.length;
  const staged = row?.type.closedBy.by !== 'none';
  const columns: readonly Column[] = [
    {head: '', align: 'right', keep: true},
    {head: '', keep: true, shrinkTo: 10},
    {head: ''},
  ];
  const cells = (item: TitlesView['items'][number]): readonly string[] => [
    words.personId(item.id),
    words.title(type, item.id, item.title),
    staged ? (item.closed ? tally.closedMark : tally.openMark) : '',
  ];
  const near = titles.items.slice(Math.max(0, titles.cursor - height), titles.cursor + height);
  const layout = layOut(columns, near.map(cells), width - 4);
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${tally.titlesOf(words.type.name(type), titles.items.length, total)}`}</Line>
      <Indent>{titles.failure ? <Explanation failure={titles.failure} /> : null}</Indent>
      {titles.items.length > 0 ? (
        <Scroll rows={titles.items} cursor={titles.cursor} height={height - 2} keyOf={item => item.id}>
          {(item, selected) => <Row selected={selected}>{lineOf(cells(item), columns, layout, width - 4)}</Row>}
        </Scroll>
      ) : null}
      <Indent>{titles.asking === undefined ? null : <Busy>{tally.loading}</Busy>}</Indent>
    </Box>
  );
}
