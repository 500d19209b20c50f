import {Box} from 'ink';
import type {ReactNode} from 'react';
import {oneLine} from '../../../domain/text.ts';
import {
  choiceOf,
  countsOf,
  type FilterItem,
  filterItem,
  filterItems,
  type FilterPanel,
  filterProblems,
  type ScopeScreen as State,
  zoneOf,
} from '../../../domain/wizard/index.ts';
import type {Words} from '../../../words/index.ts';
import {Busy} from '../../components/busy.tsx';
import {Explanation} from '../../components/explained.tsx';
import {Indent} from '../../components/indent.tsx';
import {Line} from '../../components/line.tsx';
import {heightOf, type Note, Notes} from '../../components/notes.tsx';
import {Row} from '../../components/row.tsx';
import {Scroll} from '../../components/scroll.tsx';
import {useRoom, useWords} from '../../contexts.ts';
import {cut, fit} from '../../text/fit.ts';

interface Props {
  readonly state: State;
  readonly panel: FilterPanel;
}

/** What of a type is taken: by state, pipeline, stage and dates, with the count of what is shown. */
export function FilterView({state, panel}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const own = words.screens.filter;
  const row = state.rows.find(({type}) => type.key === panel.type);
  const items = filterItems(state, panel);
  const under = filterItem(state, panel);
  const notes = notesOf(state, panel, words);
  const wide = width < 60 ? 14 : 17;
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${own.title(words.type.name(row?.type ?? {key: panel.type}))}`}</Line>
      <Taken state={state} panel={panel} />
      <Line> </Line>
      {panel.asked?.failure ? (
        <Indent>
          <Explanation failure={panel.asked.failure} />
        </Indent>
      ) : (
        <Scroll
          rows={items}
          cursor={Math.max(
            0,
            items.findIndex(({sign}) => sign === under?.sign),
          )}
          height={Math.max(3, height - 4 - heightOf(notes, width))}
          keyOf={({sign}) => sign}
        >
          {(item, selected) => (
            <Row selected={selected}>
              {cut(
                `${fit(labelOf(item, items, words), wide)} ${valueOf(item, state, panel, selected, words)}`,
                width - 4,
              )}
            </Row>
          )}
        </Scroll>
      )}
      <Indent>{panel.asked && !panel.asked.failure ? <Busy>{own.loading}</Busy> : <Line> </Line>}</Indent>
      <Notes notes={notes} />
    </Box>
  );
}

/** The count of what the filter takes. While a date cannot be read there is none: it would be that of another filter. */
function Taken({state, panel}: Props): ReactNode {
  const words = useWords();
  const own = words.screens.filter;
  const row = state.rows.find(({type}) => type.key === panel.type);
  if (!row) return null;
  if (filterProblems(state, panel).size > 0) return <Line look="muted">{` ${own.notCounted}`}</Line>;
  const counts = countsOf(state, row);
  if (counts.state === 'counting') {
    return (
      <Indent>
        <Busy />
      </Indent>
    );
  }
  return <Line>{` ${counts.state === 'known' ? own.taken(counts.taken, row.total) : own.notCounted}`}</Line>;
}

/** What kind of line it is, said once for each group. */
function labelOf(item: FilterItem, items: readonly FilterItem[], words: Words): string {
  const own = words.screens.filter;
  if (item.item === 'date') return own.field[item.field];
  const first = items.find(one => one.item === item.item) === item;
  return first ? own[item.item] : '';
}

function valueOf(item: FilterItem, state: State, panel: FilterPanel, selected: boolean, words: Words): string {
  const own = words.screens.filter;
  const {which, filter} = choiceOf(state, panel.type);
  const tick = (list: readonly {readonly id: string | number}[] | undefined, id: string | number): string =>
    list?.some(one => one.id === id) ? own.ticked : own.unticked;
  switch (item.item) {
    case 'state':
      return words.state[which];
    case 'pipeline':
      return `${tick(filter?.pipelines, item.pipeline.id)} ${oneLine(item.pipeline.name, 60) || words.personId(item.pipeline.id)}`;
    case 'stage': {
      const {id, name, pipeline} = item.stage;
      const places = state.places.get(panel.type)?.pipelines ?? [];
      const where = places.length > 1 ? places.find(one => one.id === pipeline) : undefined;
      const said = oneLine(name, 60) || oneLine(id, 60);
      return `${tick(filter?.stages, id)} ${where ? own.inPipeline(said, oneLine(where.name, 40)) : said}`;
    }
    case 'date':
      return `${panel.typed[item.field]}${selected ? '▏' : ''}`;
  }
}

function notesOf(state: State, panel: FilterPanel, words: Words): readonly Note[] {
  const own = words.screens.filter;
  const under = filterItem(state, panel);
  const problems = [...filterProblems(state, panel)].map(
    ([field, problem]): Note => ({text: own.problem(field, panel.typed[field], problem), look: 'danger'}),
  );
  if (problems.length > 0) return problems;
  if (under?.item === 'date') return [{text: own.zone(oneLine(zoneOf(state.portal), 40)), look: 'muted'}];
  return under?.item === 'pipeline' || under?.item === 'stage' ? [{text: own.anyPipeline, look: 'muted'}] : [];
}
