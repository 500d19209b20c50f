import {Box} from 'ink';
import type {ReactNode} from 'react';
import {type Person, personName, refuseSuccessor} from '../../../domain/people.ts';
import {oneLine} from '../../../domain/text.ts';
import {type Picker, type ScopeScreen, underCursor, warningsOf} from '../../../domain/wizard/index.ts';
import {Explanation} from '../../components/explained.tsx';
import {Indent} from '../../components/indent.tsx';
import {Line} from '../../components/line.tsx';
import {heightOf, type Note, Notes} from '../../components/notes.tsx';
import {PeopleTable} from '../../components/people-table.tsx';
import {SearchLine} from '../../components/search-line.tsx';
import type {Words} from '../../../words/index.ts';
import {useRoom, useWords} from '../../contexts.ts';
import type {Column} from '../../text/columns.ts';
import {placeName} from './place.ts';

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
    `${oneLine(personName(person), 80)}${markOf(person)}`,
    words.personId(person.id),
    oneLine(person.departments.join(', '), 80) || people.none,
    oneLine(person.position, 80) || people.none,
    oneLine(person.email, 80) || people.none,
  ];
  const {search, failure} = picker.people;
  const notes = notesOf(state, picker, words);
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
    const {for: whose, into} = picker;
    if (into === 'one' && whose === 'everything') return scope.pickerAll;
    if (into === 'one' && whose === 'activity') return scope.pickerActivities;
    const row = state.rows.find(({type}) => type.key === whose);
    const name = whose === 'everything' ? scope.everything : words.type.name(row?.type ?? {key: whose});
    if (into === 'one') return scope.pickerFor(name);
    return into === 'among' ? scope.pickerAmong(name) : scope.pickerPlace(name, placeName(into, state, whose, words));
  }

  function markOf({id, waiting}: Person): string {
    const marks = [
      ...(state.heads.people.some(head => head.id === id) ? [scope.head] : []),
      ...(waiting === 'invited' ? [people.invited] : []),
    ];
    return marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  }
}

function notesOf(state: ScopeScreen, picker: Picker, words: Words): readonly Note[] {
  const {people} = words.screens;
  const {search, rows, asking, failure, all} = picker.people;
  const notes: Note[] = [];
  if (picker.refused) {
    const {reason, person} = picker.refused;
    const name = words.person(person);
    const text = reason === 'twice' ? words.screens.scope.twice(name) : words.refuseSuccessor(reason, name);
    notes.push({text, look: 'danger'});
  }
  const under = failure || picker.refused ? undefined : underCursor(picker.people);
  if (under && refuseSuccessor(under, state.leaver.id) === undefined) {
    for (const warning of warningsOf(state, under)) {
      const look = warning.severity === 'warning' ? 'warning' : 'muted';
      notes.push({text: words.screens.warning(words.person(under), warning), look});
    }
  }
  if (rows.length === 0 && !asking && !failure) {
    notes.push({text: search === '' ? people.nobody : people.noMatch(oneLine(search, 60))});
  }
  if (search === '' && rows.length > 0 && all?.more === true) notes.push({text: people.more, look: 'muted'});
  return notes;
}
