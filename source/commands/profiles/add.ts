import {EXIT, type ExitCode} from '../../domain/outcomes.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {accountOf} from '../../settings/file.ts';
import {limitLines, permissionLines, portalLine} from '../output/head-lines.ts';
import {JSON_SCHEMA, jsonLine} from '../output/json.ts';
import {factLine} from '../output/line.ts';
import type {Outside} from '../outside.ts';
import {openPortal, signIn} from '../portal/open.ts';
import {warnOfWindows} from '../portal/windows.ts';
import {sayWarnings} from '../profiles-say.ts';
import {type DefaultFlags, readDefaultFlags} from './defaults.ts';
import {readName} from './name.ts';
import {profileObject} from './object.ts';
import {giveAddress} from './secret.ts';

export interface AddFlags extends DefaultFlags {
  readonly json?: boolean;
}

/**
 * `profiles add [NAME]`: tries a webhook address and saves it. The same person on the same portal is one profile: its key
 * is replaced, and its name and defaults where they are given. The last line of `--json` is
 * `{schema, command, exit, profile, key}`.
 */
export async function add(given: string | undefined, flags: AddFlags, outside: Outside): Promise<ExitCode> {
  const {profiles, say, out, now} = outside;
  const changes = readDefaultFlags(flags);
  // Before anything is typed or asked: a name that cannot be.
  if (given !== undefined)
    readName(
      given,
      profiles.list().find(({name}) => name === given),
      profiles.list(),
    );
  const address = await giveAddress(outside);
  const known = profiles.list().find(profile => accountOf(profile) === accountOf(address));
  const wanted = given === undefined ? {} : {name: readName(given, known, profiles.list())};
  const opened = await openPortal({kind: 'given', address}, outside);
  await warnOfWindows(opened, outside);
  const session = await signIn(opened, outside);
  say(portalLine(session.connection));
  for (const line of [...limitLines(session.connection), ...permissionLines(session.connection)]) say(line);
  const name = await profiles.remember(address, now(), wanted);
  if (Object.keys(changes).length > 0) await profiles.note(name, changes);
  sayWarnings(outside);
  const place = await profiles.place(name);
  say(factLine(plain.label.profile, plain.profileSaved(name, place ? words.secretPlace[place] : '')));
  if (flags.json) {
    const profile = profiles.list().find(one => one.name === name);
    out(
      jsonLine({
        schema: JSON_SCHEMA,
        command: 'profiles add',
        exit: EXIT.done,
        profile: profile && profileObject(profile),
        key: place ?? null,
      }),
    );
  }
  return EXIT.done;
}
