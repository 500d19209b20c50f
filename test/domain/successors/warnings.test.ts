import {describe, expect, it} from 'vitest';
import type {Person} from '../../../source/domain/people.ts';
import {warnOfSuccessor, type PeopleSight} from '../../../source/domain/successors/warnings.ts';

const SIGHT: PeopleSight = {lastLogin: true, departments: true};
const BLIND: PeopleSight = {lastLogin: false, departments: false};

/** Somebody at work, of whom there is nothing to say. */
function person(given: Partial<Person> = {}): Person {
  const name = {id: 12, name: 'Ivan', lastName: 'Sokolov', email: '', position: ''};
  const work = {departmentIds: [5], departments: ['Sales'], active: true, lastLogin: '2026-11-20T10:00:00+03:00'};
  return {...name, ...work, ...given};
}

/** Imported, and never seen since. */
function unseen(given: Partial<Person> = {}): Person {
  const {lastLogin, ...rest} = person(given);
  expect(lastLogin).toBeDefined();
  return rest;
}

const told = (one: Person, sight = SIGHT): string[] =>
  warnOfSuccessor(one, sight).map(({about, severity}) => `${severity}: ${about}`);

describe('a successor', () => {
  it('who works here needs no word', () => expect(told(person())).toEqual([]));

  it('who is invited is warned of, by either word of the portal', () => {
    expect(told(unseen({waiting: 'invited'}))).toEqual(['warning: invited']);
    expect(told(unseen({confirmed: false}))).toEqual(['warning: invited']);
  });

  it('who never signed in may have been imported: that is no proof of an invitation', () => {
    expect(warnOfSuccessor(unseen(), SIGHT)).toEqual([
      {about: 'never-signed-in', severity: 'notice', confirmed: false},
    ]);
    expect(warnOfSuccessor(unseen({confirmed: true}), SIGHT)).toEqual([
      {about: 'never-signed-in', severity: 'notice', confirmed: true},
    ]);
  });

  it('who is from outside is warned of, by the account or by a missing department', () => {
    const outside = {about: 'outside', severity: 'warning'};
    expect(warnOfSuccessor(person({accountKind: 'outside'}), SIGHT)).toEqual([{...outside, by: 'account'}]);
    expect(warnOfSuccessor(person({departmentIds: []}), SIGHT)).toEqual([{...outside, by: 'no-department'}]);
    expect(told(person({departmentIds: [], accountKind: 'employee'}))).toEqual([]);
  });

  it('without access to the CRM is warned of where that is known', () => {
    expect(told(person({crmAccess: false}))).toEqual(['warning: no-crm-access']);
    expect(told(person({crmAccess: true}))).toEqual([]);
  });

  it('is not warned of by what this key may not read', () => {
    expect(told(unseen({departmentIds: []}), BLIND)).toEqual([]);
    expect(told(unseen({departmentIds: [], waiting: 'invited', accountKind: 'outside'}), BLIND)).toEqual([
      'warning: invited',
      'warning: outside',
    ]);
  });

  it('of whom there is much to say: warnings come first', () => {
    expect(told(unseen({departmentIds: [], crmAccess: false}))).toEqual([
      'warning: outside',
      'warning: no-crm-access',
      'notice: never-signed-in',
    ]);
  });
});
