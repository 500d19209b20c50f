import {expect, it} from 'vitest';
import {isPlain, namedBy} from '../../../source/domain/rules/check.ts';
import {mapPeople} from '../../../source/domain/rules/map-people.ts';
import type {PlanRules} from '../../../source/domain/rules/rule.ts';
import {toPeople} from '../../../source/domain/rules/to-people.ts';
import {withoutPeople} from '../../../source/domain/rules/without.ts';
import {person} from '../../commands/stand-in.ts';

const rules: PlanRules = {
  general: {kind: 'balanced', among: [12, 31]},
  perType: new Map([
    ['lead', {kind: 'person', to: 9}],
    ['deal', {kind: 'table', rows: [{pipelines: [2], to: 31}], otherwise: {kind: 'turns', among: [9, 12]}}],
    ['contact', {kind: 'file', successors: new Map([[5, 9]]), otherwise: {kind: 'turns', among: [31]}}],
  ]),
  together: {types: new Set(['company']), share: {kind: 'turns', among: [12, 31]}},
};

it('knows the same people in another way, and back', () => {
  const written = mapPeople(rules, id => `#${id}`);
  expect(written.perType.get('contact')).toMatchObject({successors: new Map([[5, '#9']])});
  expect(mapPeople(written, who => Number(who.slice(1)))).toEqual(rules);
  expect(namedBy(written).map(who => Number(who.slice(1)))).toEqual(namedBy(rules));
});

it('leaves out who may not receive any more: the others share, and a rule of nobody goes', () => {
  const left = withoutPeople(rules, id => id !== 31);
  expect(left).toEqual({
    general: {kind: 'balanced', among: [12]},
    perType: new Map([
      ['lead', {kind: 'person', to: 9}],
      ['deal', {kind: 'table', rows: [{pipelines: [2], to: 31}], otherwise: {kind: 'turns', among: [9, 12]}}],
      ['contact', {kind: 'file', successors: new Map([[5, 9]])}],
    ]),
    together: {types: new Set(['company']), share: {kind: 'turns', among: [12]}},
  });
  expect(withoutPeople(rules, () => false).general).toBeUndefined();
});

it('one person for each type needs no division', () => {
  const {people, rules: plain} = toPeople(person(12, 'Ivan Sokolov'), new Map([['deal', person(12, 'Ivan Sokolov')]]));
  expect(people.map(({id}) => id)).toEqual([12]);
  expect(isPlain(plain)).toBe(true);
  expect(isPlain(rules)).toBe(false);
});
