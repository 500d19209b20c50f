import {EXIT, type ExitCode} from '../../domain/outcomes.ts';
import {oneLine} from '../../domain/text.ts';
import {words} from '../../words/index.ts';
import {plain} from '../../words/plain.ts';
import {limitLines, permissionLines, portalLine} from '../output/head-lines.ts';
import {JSON_SCHEMA, jsonLine} from '../output/json.ts';
import {factLine} from '../output/line.ts';
import type {Outside} from '../outside.ts';
import {findProfile, keyOf} from '../portal/choose.ts';
import {openPortal, signIn} from '../portal/open.ts';
import {warnOfWindows} from '../portal/windows.ts';
import {profileObject} from './object.ts';

export interface TestFlags {
  readonly json?: boolean;
}

/**
 * `profiles test NAME`: signs in with the saved key and says who that is, what the key can do, and where it is kept. The
 * last line of `--json` is `{schema, command, exit, profile, key, me: {id, name, admin}, scopes, limits}`.
 *
 * @throws PortalTrouble where the portal does not answer or refuses the key
 */
export async function test(name: string, flags: TestFlags, outside: Outside): Promise<ExitCode> {
  const {profiles, say, out} = outside;
  const profile = findProfile('profiles test', name, outside);
  const address = await keyOf(profile, outside);
  const opened = await openPortal({kind: 'saved', profile, address}, outside);
  await warnOfWindows(opened, outside);
  const {connection} = await signIn(opened, outside);
  const place = (await profiles.place(name)) ?? 'file';
  say(portalLine(connection));
  say(factLine(plain.label.profile, plain.profileWorks(oneLine(name, 60), words.secretPlace[place])));
  say(
    factLine(plain.label.profile, plain.profileScopes(connection.scopes.map(scope => oneLine(scope, 40)).join(', '))),
  );
  for (const line of [...limitLines(connection), ...permissionLines(connection)]) say(line);
  if (flags.json) {
    const {me, scopes, limits} = connection;
    const found = {profile: profileObject(profile), key: place, me, scopes, limits};
    out(jsonLine({schema: JSON_SCHEMA, command: 'profiles test', exit: EXIT.done, ...found}));
  }
  return EXIT.done;
}
