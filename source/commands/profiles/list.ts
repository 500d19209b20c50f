import {EXIT, type ExitCode} from '../../domain/outcomes.ts';
import {oneLine} from '../../domain/text.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {JSON_SCHEMA, jsonLine} from '../output/json.ts';
import {tableLines} from '../output/table.ts';
import type {Outside} from '../outside.ts';
import {profileObject} from './object.ts';

export interface ListFlags {
  readonly json?: boolean;
}

/** `profiles list`: the saved portals, the one used last first. Asks no portal and no keychain. */
export async function list(flags: ListFlags, outside: Outside): Promise<ExitCode> {
  const {profiles, out, say, now} = outside;
  const saved = profiles.list();
  if (flags.json) {
    const object = {schema: JSON_SCHEMA, command: 'profiles list', exit: EXIT.done, profiles: saved.map(profileObject)};
    out(jsonLine(object));
    return EXIT.done;
  }
  if (saved.length === 0) {
    say(plain.noProfiles);
    return EXIT.done;
  }
  const {columns} = plain;
  const heads = [columns.name, columns.portal, columns.user, columns.used, columns.pace, columns.rehire];
  const rows = saved.map(({name, origin, userId, lastUsed, maxRps, rehire}) => [
    oneLine(name, 60),
    oneLine(new URL(origin).host, 80),
    `#${userId}`,
    words.format.day(lastUsed, now()),
    maxRps === undefined ? '' : plain.perSecond(String(maxRps)),
    rehire ?? '',
  ]);
  const wanted = heads.map((head, index) => (index < 4 || rows.some(row => row[index] !== '') ? head : undefined));
  const keep = (row: readonly string[]): string[] => row.filter((_, index) => wanted[index] !== undefined);
  for (const line of tableLines(
    keep(heads).map(head => ({head})),
    rows.map(keep),
  ))
    out(line);
  return EXIT.done;
}
