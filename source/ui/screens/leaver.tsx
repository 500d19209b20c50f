import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {type Person, personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {LeaverScreen as State} from '../../domain/wizard/index.ts';
import type {Words} from '../../words/index.ts';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import {PeopleTable} from '../components/people-table.tsx';
import {SearchLine} from '../components/search-line.tsx';
import {useNow, useRoom, useWords} from '../contexts.ts';
import type {Column} from '../text/columns.ts';
import {theme} from '../theme.ts';
import type {ScreenProps} from './props.ts';

/** Screen 2: who has left. The dismissed with what each still holds; Tab shows the active. */
export function LeaverScreen({state}: ScreenProps<State>): ReactNode {
  const words = useWords();
  const now = useNow();
  const {width, height} = useRoom();
  const notes = notesOf(state, words);
  const {people} = words.screens;
  const dismissed = state.people.group === 'dismissed';
  const columns: readonly Column[] = [
    {head: people.name, keep: true, max: 30, shrinkTo: 12},
    {head: people.id, keep: true},
    {head: people.department, max: 20, shrinkTo: 8},
    {head: people.position, max: 20, shrinkTo: 8},
    {head: dismissed ? people.lastSignIn : people.email, max: 26, shrinkTo: 6},
    ...(dismissed ? [{head: people.holds, align: 'right', keep: true} as const] : []),
  ];
  const cells = (person: Person): readonly string[] => [
    ...personCells(person, state, words),
    dismissed ? signedIn(person, now(), words) : oneLine(person.email, 60) || people.none,
    ...(dismissed ? [holds(person, state, words)] : []),
  ];
  return (
    <Box flexDirection="column">
      <Text wrap="truncate-end">
        <Text {...theme.heading}>{` ${people.question}   `}</Text>
        <Group name={people.dismissed} shown={dismissed} />
        {' │ '}
        <Group name={people.active} shown={!dismissed} />
        {` ${people.tab}`}
      </Text>
      <SearchLine search={state.people.search} />
      <Text> </Text>
      {state.people.failure ? (
        <Indent>
          <Explanation failure={state.people.failure} />
        </Indent>
      ) : (
        <PeopleTable
          people={state.people}
          columns={columns}
          cellsOf={cells}
          height={Math.max(3, height - 3 - heightOf(notes, width))}
          isBusy={person => state.counting !== undefined && !state.holdings.has(person.id)}
        />
      )}
      <Notes notes={notes} />
    </Box>
  );
}

function Group({name, shown}: {readonly name: string; readonly shown: boolean}): ReactNode {
  return <Text {...(shown ? theme.selected : theme.muted)}>{shown ? `[${name}]` : name}</Text>;
}

function personCells(person: Person, state: State, words: Words): readonly string[] {
  const {people} = words.screens;
  const owner = person.id === state.portal.me.id ? ` (${people.ownsKey})` : '';
  const invited = person.waiting === 'invited' ? ` (${people.invited})` : '';
  return [
    `${oneLine(personName(person), 80)}${owner}${invited}`,
    words.personId(person.id),
    oneLine(person.departments.join(', '), 80) || people.none,
    oneLine(person.position, 80) || people.none,
  ];
}

function signedIn(person: Person, now: number, words: Words): string {
  const at = person.lastLogin === undefined ? Number.NaN : Date.parse(person.lastLogin);
  return Number.isNaN(at) ? words.screens.people.never : words.format.day(at, now);
}

function holds(person: Person, state: State, words: Words): string {
  const holding = state.holdings.get(person.id);
  if (!holding) return ' ';
  return 'unreadable' in holding ? words.screens.people.notReadable : words.format.number(holding.holds);
}

/** What has to be said below the list: refusals, empty lists, how far the count is. */
function notesOf(state: State, words: Words): readonly Note[] {
  const {people} = words.screens;
  const {rows, asking, failure, search, all, group} = state.people;
  const notes: Note[] = [];
  if (state.refused) {
    const {reason, person} = state.refused;
    notes.push({text: words.refuseLeaver(reason, words.person(person)), look: 'danger'});
  }
  if (rows.length === 0 && !asking && !failure) notes.push(...emptyNotes(group, search, words));
  if (search === '' && rows.length > 0 && all?.more === true) notes.push({text: people.more, look: 'muted'});
  if (group === 'dismissed' && all && all.people.length > 0) notes.push(countNote(state, words));
  for (const limit of state.portal.limits) notes.push({text: words.limit(limit), look: 'warning'});
  return notes;
}

function emptyNotes(group: 'dismissed' | 'active', search: string, words: Words): readonly Note[] {
  const {people} = words.screens;
  if (search !== '') return [{text: people.noMatch(oneLine(search, 60))}];
  if (group === 'active') return [{text: people.nobody}];
  return [{text: people.noDismissed, look: 'heading'}, {text: people.noDismissedNext}];
}

function countNote(state: State, words: Words): Note {
  const {people} = words.screens;
  if (state.countFailure) {
    return {text: people.countFailed(words.screens.failure(state.countFailure).what), look: 'warning'};
  }
  const {all, found} = state.people;
  const known = [...state.holdings.values()];
  const holding = known.filter(item => 'holds' in item && item.holds > 0).length;
  const ids = new Set([...(all?.people ?? []), ...(found?.list.people ?? [])].map(({id}) => id));
  return {text: people.count(known.length, Math.max(ids.size, known.length), holding), look: 'muted'};
}
