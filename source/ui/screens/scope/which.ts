import {oneLine} from '../../../domain/text.ts';
import {DATE_FIELDS, type TypeChoice} from '../../../domain/wizard/state-scope.ts';
import type {Words} from '../../../words/index.ts';

/** What of a type is taken, in a few words: names only where there is one. */
export function shortWhich(choice: TypeChoice, states: Words['state'], words: Words): string {
  const {which} = words.screens;
  return parts(choice, states, words, which.pipelines, which.stages);
}

/** The same with every name. */
export function wholeWhich(choice: TypeChoice, words: Words): string {
  const {which} = words.screens;
  return parts(choice, words.state, words, which.allPipelines, which.allStages);
}

type Named = (names: readonly string[]) => string;

function parts(choice: TypeChoice, states: Words['state'], words: Words, pipelines: Named, stages: Named): string {
  const {filter, without = [], which} = choice;
  const own = words.screens.which;
  const names = (list: readonly {readonly name: string; readonly id: string | number}[]): string[] =>
    list.map(({name, id}) => oneLine(name, 30) || String(id));
  return [
    states[which],
    ...(filter && filter.pipelines.length > 0 ? [pipelines(names(filter.pipelines))] : []),
    ...(filter && filter.stages.length > 0 ? [stages(names(filter.stages))] : []),
    ...DATE_FIELDS.flatMap(field => {
      const text = filter?.dates[field];
      return text === undefined ? [] : [own.date(field, text)];
    }),
    ...(without.length > 0 ? [own.without(without.length)] : []),
  ].join(', ');
}

/** Whether anything but the state narrows it. */
export function isNarrow({filter, without = []}: TypeChoice): boolean {
  return filter !== undefined || without.length > 0;
}
