import {Box} from 'ink';
import type {ReactNode} from 'react';
import {oneLine} from '../../../domain/text.ts';
import {choiceOf, type RowsPanel, type RowView, type ScopeScreen as State} from '../../../domain/wizard/index.ts';
import {Busy} from '../../components/busy.tsx';
import {Explanation} from '../../components/explained.tsx';
import {Indent} from '../../components/indent.tsx';
import {Line} from '../../components/line.tsx';
import {Row} from '../../components/row.tsx';
import {Scroll} from '../../components/scroll.tsx';
import {SearchLine} from '../../components/search-line.tsx';
import {useRoom, useWords} from '../../contexts.ts';
import {type Column, layOut, lineOf} from '../../text/columns.ts';

interface Props {
  readonly state: State;
  readonly panel: RowsPanel;
}

/** The records of a type, each of which can be left out. Only those around the cursor are laid out. */
export function RowsView({state, panel}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {rows: own, scope} = words.screens;
  const type = state.rows.find(row => row.type.key === panel.type)?.type;
  const named = type ?? {key: panel.type};
  const staged = type?.closedBy.by !== 'none';
  const without = new Set(choiceOf(state, panel.type).without);
  const columns: readonly Column[] = [
    {head: '', keep: true},
    {head: '', align: 'right', keep: true},
    {head: '', keep: true, shrinkTo: 10},
    {head: ''},
  ];
  const cells = (item: RowView): readonly string[] => [
    without.has(item.id) ? scope.left : scope.taken,
    words.personId(item.id),
    words.title(named, item.id, item.title),
    staged ? (item.closed ? own.closed : own.open) : '',
  ];
  const {items, cursor, asking, failure} = panel;
  const near = items.slice(Math.max(0, cursor - height), cursor + height);
  const layout = layOut(columns, near.map(cells), width - 4);
  const more = panel.next !== undefined;
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${own.title(words.type.name(named), without.size)}`}</Line>
      {panel.field || panel.search !== '' ? (
        <SearchLine search={panel.search} />
      ) : (
        <Line look="muted">{` ${own.listed(items.length, more)}`}</Line>
      )}
      <Indent>{failure ? <Explanation failure={failure} /> : null}</Indent>
      {items.length > 0 && !failure ? (
        <Scroll rows={items} cursor={cursor} height={height - 3} keyOf={item => item.id}>
          {(item, selected) => <Row selected={selected}>{lineOf(cells(item), columns, layout, width - 4)}</Row>}
        </Scroll>
      ) : null}
      <Indent>
        {asking !== undefined ? (
          <Busy>{own.loading}</Busy>
        ) : items.length === 0 && !failure ? (
          <Line>{none()}</Line>
        ) : null}
      </Indent>
    </Box>
  );

  function none(): string {
    return panel.search.trim() === '' ? own.none : own.noMatch(oneLine(panel.search, 60));
  }
}
