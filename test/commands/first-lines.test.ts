import {expect, test} from 'vitest';
import {plainProgress} from '../../source/commands/output/progress.ts';
import {typeNames} from '../../source/commands/output/names.ts';
import {types} from './stand-in.ts';

test('the first records of an undo are put back, not moved; without a page on the portal they have their title', () => {
  const said: string[] = [];
  const hear = plainProgress({
    say: line => void said.push(line),
    now: () => 0,
    names: typeNames(types),
    leaver: 'Anna Petrova',
    kind: 'undo',
  });
  hear({kind: 'first-records', types: [{type: 'lead', moved: [{id: 1, title: 'Tender'}], refused: 0, text: ''}]});
  expect(said).toEqual(['first    leads: 1 put back and read back: #1 "Tender"']);
});
