import {Box} from 'ink';
import type {ReactNode} from 'react';
import {type Person, personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {Picker, ScopeScreen} from '../../domain/wizard/index.ts';
import {Explanation} from '../components/explained.tsx';
import {Indent} from '../components/indent.tsx';
import {Line} from '../components/line.tsx';
import {heightOf, type Note, Notes} from '../components/notes.tsx';
import {PeopleTable} from '../components/people-table.tsx';
import {SearchLine} from '../components/search-line.tsx';
import type {Words} from '../../words/index.ts';
import {useRoom, useWords} from '../contexts.ts';
import type {Column} from '../text/columns.ts';

interface Props {
  readonly state: ScopeScreen;
  readonly picker: Picker;
}

/** The list of active people one of whom receives. */
export function PickerView({state, picker}: Props): ReactNode {
  const words = useWords();
  const {width, height} = useRoom();
  const {people, scope} = words.screens;
  const columns: readonly Column[] = [
    {head: people.name, keep: true, max: 34, shrinkTo: 12},
    {head: people.id, keep: true},
    {head: people.department, max: 22, shrinkTo: 8},
    {head: people.position, max: 22, shrinkTo: 8},
    {head: people.email, max: 30, shrinkTo: 16},
  ];
  const cells = (person: Person): readonly string[] => [
    `${oneLine(personName(person), 80)}${person.waiting === 'invited' ? ` (${people.invited})` : ''}`,
    words.personId(person.id),
    oneLine(person.departments.join(', '), 80) || people.none,
    oneLine(person.position, 80) || people.none,
    oneLine(person.email, 80) || people.none,
  ];
  const {search, failure} = picker.people;
  const notes = notesOf(picker, words);
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${question()}`}</Line>
      <SearchLine search={search} />
      <Line> </Line>
      {failure ? (
        <Indent>
          <Explanation failure={failure} />
        </Indent>
      ) : (
        <PeopleTable
          people={picker.people}
          columns={columns}
          cellsOf={cells}
          height={Math.max(3, height - 3 - heightOf(notes, width))}
        />
      )}
      <Notes notes={notes} />
    </Box>
  );

  function question(): string {
    if (picker.for === 'everything') return scope.pickerAll;
    if (picker.for === 'activity') return scope.pickerActivities;
    const row = state.rows.find(({type}) => type.key === picker.for);
    return scope.pickerFor(words.type.name(row?.type ?? {key: picker.for}));
  }
}

function notesOf(picker: Picker, words: Words): readonly Note[] {
  const {people} = words.screens;
  const {search, rows, asking, failure, all} = picker.people;
  const notes: Note[] = [];
  if (picker.refused) {
    const {reason, person} = picker.refused;
    notes.push({text: words.refuseSuccessor(reason, words.person(person)), look: 'danger'});
  }
  if (rows.length === 0 && !asking && !failure) {
    notes.push({text: search === '' ? people.nobody : people.noMatch(oneLine(search, 60))});
  }
  if (search === '' && rows.length > 0 && all?.more === true) notes.push({text: people.more, look: 'muted'});
  return notes;
}
