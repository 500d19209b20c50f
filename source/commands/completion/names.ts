import {join} from 'node:path';
import {readSettings} from '../../settings/file.ts';
import {findFolders} from '../../settings/folders.ts';
import {EXIT} from '../../domain/outcomes.ts';
import {leave} from '../exit.ts';

/**
 * Prints the names of the saved portals and ends: for a shell that completes. Asks no portal and no keychain, and says
 * nothing where the settings cannot be read, since somebody is in the middle of a line.
 */
export async function runNames(): Promise<never> {
  process.stdout.on('error', () => {});
  for (const name of namesIn(findFolders().config)) process.stdout.write(`${name}\n`);
  return leave(EXIT.done, [process.stdout]);
}

/** @param folder of the settings */
export function namesIn(folder: string): string[] {
  try {
    const names = readSettings(join(folder, 'settings.json')).profiles.map(({name}) => name);
    // A file that was edited by hand may hold anything, and this goes to a shell.
    return names.filter(name => /^[\p{L}\p{N}.:_-]+$/u.test(name));
  } catch {
    return [];
  }
}
