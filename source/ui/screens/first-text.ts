import type {EntityType} from '../../domain/entity-types.ts';
import type {FirstRecords} from '../../domain/first-records.ts';
import {oneLine} from '../../domain/text.ts';
import type {Words} from '../../words/index.ts';
import {wrap} from '../text/fit.ts';
import type {Look} from '../theme.ts';

interface FirstLine {
  readonly text: string;
  readonly look?: Look;
}

/**
 * What became of the first records, in so many lines. Where the window is small each type shows fewer of its records, then
 * only how many there are, and at last how many lines are missing.
 */
export function firstText(
  first: readonly FirstRecords[],
  types: readonly EntityType[],
  words: Words,
  width: number,
  height: number,
): readonly FirstLine[] {
  const own = words.screens.first;
  const title = wrap(own.title, width).map((text): FirstLine => ({text, look: 'heading'}));
  const named = (key: FirstRecords['type']): string => words.type.name(types.find(type => type.key === key) ?? {key});
  const lines = (most: number): FirstLine[] => [
    ...title,
    ...first.flatMap(({type, moved, refused, text}): FirstLine[] => {
      if (moved.length === 0) return [{text: own.refused(named(type), refused, oneLine(text, 120)), look: 'warning'}];
      // The link comes first: a title that is cut does no harm.
      const records = moved.slice(0, most).map(({id, title: said, link}) => {
        const record = words.firstRecord(id, said);
        return {text: `   ${link === undefined ? record : `${oneLine(link, 200)} ${record}`}`};
      });
      return [{text: own.moved(named(type), moved.length)}, ...records];
    }),
  ];
  const fitting = [5, 3, 1, 0].map(lines).find(version => version.length <= height);
  if (fitting) return fitting;
  const shortest = lines(0);
  const shown = Math.max(0, height - 1);
  return [...shortest.slice(0, shown), {text: own.more(shortest.length - shown), look: 'warning'}];
}
