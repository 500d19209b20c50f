import type {IdsFile} from './ids-file.ts';

/** Writes a file that `parseIdsFile` reads back as the same: types in their order, ids ascending. */
export function writeIdsFile({byType}: Pick<IdsFile, 'byType'>): string {
  const lines = [...byType].flatMap(([type, {ids, successors}]) =>
    ids.map(id => {
      const who = successors.get(id);
      return who === undefined ? `${type},${id}\n` : `${type},${id},${who}\n`;
    }),
  );
  return lines.join('');
}
