import type {TypeKey} from '../entity-types.ts';
import {type Person, refuseSuccessor} from '../people.ts';
import type {LastChoices, LastTypeChoice} from '../profile.ts';
import type {ScopeDraft, TypeChoice} from './state-scope.ts';

/**
 * What is kept of choices for the next time: states, and people by id where one gets all of it. Filters, unticked records
 * and several successors belong to one handover. Types that were not shown keep what was chosen before.
 */
export function lastChoices({general, types}: ScopeDraft, before: LastChoices | undefined): LastChoices {
  const chosen = [...types].map(([key, {take, which, to}]): [TypeKey, LastTypeChoice] => [
    key,
    {take, which, ...(to ? {to: to.id} : {})},
  ]);
  return {...(general ? {to: general.id} : {}), types: {...before?.types, ...Object.fromEntries(chosen)}};
}

/** Choices of the last time with the people as the portal knows them now; who is not among them is nobody's choice. */
export function draftOf({to, types}: LastChoices, people: readonly Person[]): ScopeDraft {
  const person = (id: number | undefined): Person | undefined => people.find(one => one.id === id);
  const entries = Object.entries(types) as [TypeKey, LastTypeChoice][];
  return {
    general: person(to),
    types: new Map(entries.map(([key, choice]): [TypeKey, TypeChoice] => [key, {...choice, to: person(choice.to)}])),
  };
}

/** The people of last time who may not receive records of this leaver are left out: it has to be chosen anew. */
export function withoutUnfit({general, types}: ScopeDraft, {id}: Person): ScopeDraft {
  const fit = (person: Person | undefined): Person | undefined =>
    person && refuseSuccessor(person, id) === undefined ? person : undefined;
  return {
    general: fit(general),
    types: new Map([...types].map(([key, choice]) => [key, {...choice, to: fit(choice.to)}])),
  };
}
