import {EXIT, type ExitCode} from '../../domain/outcomes.ts';
import {oneLine} from '../../domain/text.ts';
import {UsageTrouble} from '../../domain/trouble.ts';
import {plain} from '../../words/plain.ts';
import {askTyped} from '../ask.ts';
import {JSON_SCHEMA, jsonLine} from '../output/json.ts';
import {factLine} from '../output/line.ts';
import type {Outside} from '../outside.ts';
import {findProfile} from '../portal/choose.ts';
import {sayWarnings} from '../profiles-say.ts';
import {StoppedTrouble} from '../trouble.ts';
import {type DefaultFlags, readDefaultFlags} from './defaults.ts';
import {readName} from './name.ts';
import {profileObject} from './object.ts';

interface Json {
  readonly json?: boolean;
}

export interface SetFlags extends DefaultFlags, Json {}

export interface RemoveFlags extends Json {
  readonly yes?: boolean;
}

/** `profiles rename NAME NEW`. `--json`: `{schema, command, exit, profile}`. */
export async function rename(name: string, to: string, flags: Json, outside: Outside): Promise<ExitCode> {
  const profile = findProfile('profiles rename', name, outside);
  await outside.profiles.rename(name, readName(to, profile, outside.profiles.list()));
  outside.say(factLine(plain.label.profile, plain.profileRenamed(oneLine(name, 60), to)));
  return done('profiles rename', to, flags, outside);
}

/** `profiles set NAME`: pace and policy that count on this portal. `--json`: `{schema, command, exit, profile}`. */
export async function set(name: string, flags: SetFlags, outside: Outside): Promise<ExitCode> {
  const changes = readDefaultFlags(flags);
  if (Object.keys(changes).length === 0) throw new UsageTrouble(plain.nothingToSet);
  findProfile('profiles set', name, outside);
  await outside.profiles.note(name, changes);
  outside.say(factLine(plain.label.profile, plain.profileChanged(oneLine(name, 60))));
  return done('profiles set', name, flags, outside);
}

/** `profiles remove NAME`: the profile and its key are deleted from this computer. `--json`: `{schema, command, exit, removed}`. */
export async function remove(name: string, flags: RemoveFlags, outside: Outside): Promise<ExitCode> {
  const said = oneLine(name, 60);
  if (!flags.yes && !outside.interactive) throw new UsageTrouble(plain.removeYes);
  findProfile('profiles remove', name, outside);
  if (!flags.yes) {
    outside.say(plain.askRemove(said));
    const typed = await askTyped(plain.askRemovePrompt(plain.removeWord), outside);
    if (typed?.trim().toLowerCase() !== plain.removeWord) throw new StoppedTrouble(plain.cancelled);
  }
  await outside.profiles.forget(name);
  sayWarnings(outside);
  outside.say(factLine(plain.label.profile, plain.profileRemoved(said)));
  if (flags.json)
    outside.out(jsonLine({schema: JSON_SCHEMA, command: 'profiles remove', exit: EXIT.done, removed: name}));
  return EXIT.done;
}

function done(command: string, name: string, flags: Json, {profiles, out, say, ...rest}: Outside): ExitCode {
  sayWarnings({profiles, say, ...rest});
  const profile = profiles.list().find(one => one.name === name);
  if (flags.json)
    out(jsonLine({schema: JSON_SCHEMA, command, exit: EXIT.done, profile: profile && profileObject(profile)}));
  return EXIT.done;
}
