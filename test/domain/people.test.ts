import {describe, expect, it} from 'vitest';
import {personName, refuseLeaver, refuseSuccessor, type Person} from '../../source/domain/people.ts';

function one(given: Partial<Person> = {}): Person {
  return {
    id: 7,
    name: 'Anna',
    lastName: 'Petrova',
    email: 'anna@acme.example',
    position: '',
    departmentIds: [],
    departments: [],
    active: true,
    ...given,
  };
}

describe('who may receive records', () => {
  it.each([
    ['an active person', one(), undefined],
    ['somebody invited, who can work from tomorrow', one({waiting: 'invited'}), undefined],
    ['the leaver, although active', one({id: 42}), 'is-leaver'],
    ['the leaver, dismissed', one({id: 42, active: false}), 'is-leaver'],
    ['a dismissed person', one({active: false}), 'dismissed'],
    ['somebody who only asked to join', one({active: false, waiting: 'asked-to-join'}), 'asked-to-join'],
  ] as const)('%s: %s', (_, person, refusal) => {
    expect(refuseSuccessor(person, 42)).toBe(refusal);
  });
});

describe('whom records may be taken from', () => {
  it.each([
    ['a dismissed person', one({active: false}), undefined],
    ['an active person', one(), undefined],
    ['the owner of the key', one({id: 17}), 'owns-key'],
    ['somebody who only asked to join', one({active: false, waiting: 'asked-to-join'}), 'asked-to-join'],
  ] as const)('%s: %s', (_, person, refusal) => {
    expect(refuseLeaver(person, 17)).toBe(refusal);
  });
});

it.each([
  [{}, 'Anna Petrova'],
  [{name: ''}, 'Petrova'],
  [{lastName: ''}, 'Anna'],
  [{name: ' ', lastName: ''}, 'anna@acme.example'],
  [{name: '', lastName: '', email: ''}, '#7'],
])('a person with %j is called %s', (given, name) => {
  expect(personName(one(given))).toBe(name);
});
