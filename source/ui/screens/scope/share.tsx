import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {ShareItem} from '../../../domain/wizard/index.ts';
import {
  choiceOf,
  peopleOf,
  type ScopeScreen as State,
  shareItem,
  shareItems,
  type SharePanel,
  warningsOf,
  wouldGet,
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
import {type Column, layOut, lineOf} from '../../text/columns.ts';
import {cut} from '../../text/fit.ts';
import {placeName} from './place.ts';

interface Props {
  readonly state: State;
  readonly panel: SharePanel;
}

/** How a type, or everything, is divided among several: who they are, what each holds and would get. */
export function ShareView({state, panel}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const own = words.screens.share;
  const several = panel.how === 'turns' || panel.how === 'balanced';
  const items = shareItems(state, panel);
  const columns: readonly Column[] = several
    ? [
        {head: words.screens.scope.successor, keep: true, max: 40, shrinkTo: 14},
        {head: own.holds, align: 'right'},
        {head: own.gets, align: 'right', keep: true},
      ]
    : [
        {head: '', keep: true, max: 40, shrinkTo: 14},
        {head: '', keep: true, shrinkTo: 12},
      ];
  const gets = several ? wouldGet(state) : undefined;
  const cells = items.map(item => cellsOf(item, state, panel, gets, words));
  const tabled = cells.filter(row => row.length > 1);
  const layout = layOut(columns, tabled, width - 4);
  const notes = notesOf(state, panel, words);
  const busy = state.holding !== undefined || (panel.asked !== undefined && !panel.asked.failure);
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${own.title(subject(state, panel, words))}`}</Line>
      <Line look="muted">{`   ${lineOf(
        columns.map(({head}) => head),
        columns,
        layout,
        width - 4,
      )}`}</Line>
      {panel.asked?.failure ? (
        <Indent>
          <Explanation failure={panel.asked.failure} />
        </Indent>
      ) : (
        <Scroll
          rows={items}
          cursor={panel.cursor}
          height={Math.max(3, height - 3 - heightOf(notes, width))}
          keyOf={item => signOf(item)}
        >
          {(item, selected) => <Row selected={selected}>{text(cells[items.indexOf(item)] ?? [])}</Row>}
        </Scroll>
      )}
      <Indent>{busy ? <Busy>{panel.asked ? own.loading : words.screens.people.loading}</Busy> : <Line> </Line>}</Indent>
      <Notes notes={notes} />
    </Box>
  );

  /** A line of the table, or one that is a sentence of its own. */
  function text(row: readonly string[]): string {
    return row.length > 1 ? lineOf(row, columns, layout, width - 4) : cut(row[0] ?? '', width - 4);
  }
}

function subject(state: State, {for: whose}: SharePanel, words: Words): string {
  if (whose === 'everything') return words.screens.scope.everything;
  return words.type.name(state.rows.find(({type}) => type.key === whose)?.type ?? {key: whose});
}

function signOf(item: ShareItem): string {
  if (item.item === 'person') return `person ${item.person.id}`;
  if (item.item !== 'place') return item.item;
  return 'stage' in item.place ? `stage ${item.place.stage.id}` : `pipeline ${item.place.pipeline.id}`;
}

function cellsOf(
  item: ShareItem,
  state: State,
  panel: SharePanel,
  gets: readonly number[] | undefined,
  words: Words,
): readonly string[] {
  const own = words.screens.share;
  switch (item.item) {
    case 'how':
      return [`${own.how}: ${own.hows[panel.how]}`];
    case 'together':
      return [`${(state.several?.together ?? true) ? own.yes : own.no} ${own.together}`];
    case 'others':
      return [`${own.others}: ${state.othersToChosen ? own.toChosen : own.toOther}`];
    case 'person': {
      const {number} = words.format;
      const holds = state.holds.get(item.person.id);
      const known = holds === undefined ? (state.holds.has(item.person.id) ? own.notReadable : '') : number(holds);
      const share = gets?.[panel.among.indexOf(item.person)];
      return [words.person(item.person), known, share === undefined ? '' : number(share)];
    }
    case 'add':
      return [own.add];
    case 'place':
      return [placeName(item.place, state, panel.for, words), item.to ? words.person(item.to) : own.none];
    case 'one': {
      const label = panel.how === 'table' ? own.rest : own.one;
      const [person] = panel.among;
      return [label, person ? words.person(person) : restText(state, panel, words)];
    }
  }
}

/** Who gets a type of which nothing of its own was said. */
function restText(state: State, panel: SharePanel, words: Words): string {
  const own = words.screens.share;
  if (panel.for === 'everything') return own.nobodyYet;
  return (state.general ?? state.several?.among[0]) ? own.nobody : own.nobodyYet;
}

function notesOf(state: State, panel: SharePanel, words: Words): readonly Note[] {
  const own = words.screens.share;
  const notes: Note[] = [];
  const item = shareItem(state, panel);
  if (panel.how === 'table') {
    const places = panel.for === 'everything' ? undefined : state.places.get(panel.for);
    const none = places && places.pipelines.length + places.stages.length === 0;
    notes.push(none ? {text: own.noPlaces} : {text: own.tableNote, look: 'muted'});
  }
  if (item?.item === 'together') notes.push({text: own.togetherNote, look: 'muted'});
  if (panel.for === 'activity') notes.push({text: own.othersNote, look: 'muted'});
  const chosen = panel.for === 'everything' ? peopleOf(state.several) : peopleOf(choiceOf(state, panel.for).several);
  for (const person of chosen) {
    for (const warning of warningsOf(state, person)) {
      if (warning.severity !== 'warning') continue;
      notes.push({text: words.screens.warning(words.person(person), warning), look: 'warning'});
    }
  }
  return notes;
}
