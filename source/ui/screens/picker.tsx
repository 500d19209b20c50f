import {Box} from 'ink';
import type {ReactNode} from 'react';
import {type Person, personName} from '../../domain/people.ts';
import {oneLine} from '../../domain/text.ts';
import type {Picker, ScopeScreen} from '../../domain/wizard/index.ts';
import {Explanation} from '../components/explained.tsx';
import {Line, Prose} from '../components/line.tsx';
import {PeopleTable} from '../components/people-table.tsx';
import {SearchLine} from '../components/search-line.tsx';
import {useRoom, useWords} from '../contexts.ts';
import type {Column} from '../text/columns.ts';

interface Props {
  readonly state: ScopeScreen;
  readonly picker: Picker;
}

/** The list of active people one of whom receives. */
export function PickerView({state, picker}: Props): ReactNode {
  const words = useWords();
  const {height} = useRoom();
  const {people, scope} = words.screens;
  const columns: readonly Column[] = [
    {head: people.name, keep: true, max: 34, shrinkTo: 12},
    {head: people.id, keep: true},
    {head: people.department, max: 22, shrinkTo: 8},
    {head: people.position, max: 22, shrinkTo: 8},
    {head: people.email, max: 30, shrinkTo: 10},
  ];
  const cells = (person: Person): readonly string[] => [
    `${oneLine(personName(person), 80)}${person.waiting === 'invited' ? ` (${people.invited})` : ''}`,
    words.personId(person.id),
    oneLine(person.departments.join(', '), 80) || people.none,
    oneLine(person.position, 80) || people.none,
    oneLine(person.email, 80) || people.none,
  ];
  const {search, rows, asking, failure, all} = picker.people;
  return (
    <Box flexDirection="column">
      <Line look="heading">{` ${question()}`}</Line>
      <SearchLine search={search} />
      <Line> </Line>
      {failure ? (
        <Explanation failure={failure} />
      ) : (
        <PeopleTable people={picker.people} columns={columns} cellsOf={cells} height={height - 6} />
      )}
      {picker.refused ? (
        <Prose look="danger">{` ${words.refuseSuccessor(picker.refused.reason, words.person(picker.refused.person))}`}</Prose>
      ) : null}
      {rows.length === 0 && !asking && !failure ? (
        <Line>{` ${search === '' ? people.nobody : people.noMatch(oneLine(search, 60))}`}</Line>
      ) : null}
      {rows.length > 0 && all?.more === true ? <Line look="muted">{` ${people.more}`}</Line> : null}
    </Box>
  );

  function question(): string {
    if (picker.for === 'everything') return scope.pickerAll;
    if (picker.for === 'activity') return scope.pickerActivities;
    const row = state.rows.find(({type}) => type.key === picker.for);
    return scope.pickerFor(words.type.name(row?.type ?? {key: picker.for}));
  }
}
