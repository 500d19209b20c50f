import {statSync} from 'node:fs';
import {join} from 'node:path';
import type {ProfileDefaults} from '../domain/profile.ts';
import {FilesTrouble} from '../domain/trouble.ts';
import {parseWebhookAddress, type WebhookAddress} from '../domain/webhook.ts';
import {accountOf, type Profile, readSettings, refuseReadOnly, SETTINGS_SCHEMA, type SettingsData} from './file.ts';
import {makeFolder} from './folders.ts';
import {freeName} from './names.ts';
import {filesProblem} from './problem.ts';
import type {SecretPlace, Secrets, SecretWarning} from './secrets/secrets.ts';

/** What may change of a profile; a default that is there as undefined is taken back. */
export type ProfileChanges = {
  readonly [Key in keyof ProfileDefaults | 'lastUsed']?: Profile[Key] | undefined;
};

/** The saved portals: read at once, written through `conf`, which is loaded only when there is something to write. */
export interface Profiles {
  readonly file: string;
  /** The one used last comes first. */
  list(): readonly Profile[];
  /** The address with its secret, or undefined where there is no profile of this name or no secret is kept for it. */
  address(name: string): Promise<WebhookAddress | undefined>;
  /** Where its secret lies; undefined as above. */
  place(name: string): Promise<SecretPlace | undefined>;
  /** Saves a portal that has answered, under this name or one made of its host. Resolves to its name. */
  remember(address: WebhookAddress, now: number, more?: ProfileDefaults & {readonly name?: string}): Promise<string>;
  /** Notes that it was used just now, and changes those of its defaults that are given. An unknown name changes nothing. */
  note(name: string, changes: ProfileChanges): Promise<void>;
  /** The caller has seen to it that the new name is free. */
  rename(name: string, to: string): Promise<void>;
  /** The portal has moved: the profile keeps its name and defaults, its secret goes along. */
  move(name: string, to: WebhookAddress, now: number): Promise<void>;
  forget(name: string): Promise<void>;
  /** What has come up about secrets since it was asked for the last time. */
  takeWarnings(): readonly SecretWarning[];
}

/** Throws FilesTrouble at the first use when the file cannot be read; the file is kept as it is. */
export function openProfiles(folder: string, secrets: Secrets): Profiles {
  const file = join(folder, 'settings.json');

  async function kept(name: string): Promise<{address: WebhookAddress; place: SecretPlace} | undefined> {
    const {profiles, moving} = readSettings(file);
    const profile = profiles.find(one => one.name === name);
    if (!profile) return undefined;
    const early = Object.hasOwn(moving, name) ? moving[name] : undefined;
    const found =
      early === undefined ? await secrets.read(accountOf(profile)) : {secret: early, place: 'file' as const};
    if (!found) return undefined;
    const parsed = parseWebhookAddress(found.secret);
    // An entry that somebody else wrote under our account would send the work to another portal.
    if (!parsed.ok || accountOf(parsed.address) !== accountOf(profile)) throw new FilesTrouble('broken', secretsFile());
    return {address: parsed.address, place: found.place};
  }

  function secretsFile(): string {
    return join(folder, 'secrets.json');
  }

  return {
    file,
    list: () => [...readSettings(file).profiles].sort((a, b) => b.lastUsed - a.lastUsed),
    address: async name => (await kept(name))?.address,
    place: async name => (await kept(name))?.place,
    async remember(address, now, {name: wanted, ...defaults} = {}) {
      refuseReadOnly(file);
      const before = readSettings(file).profiles;
      await secrets.write(accountOf(address), address.base());
      let name = '';
      const saving = change(data => {
        const known = data.profiles.find(profile => accountOf(profile) === accountOf(address));
        name = wanted ?? known?.name ?? freeName(address, data.profiles);
        const {origin, userId} = address;
        const others = data.profiles.filter(profile => profile !== known);
        return [...others, {...known, ...defaults, name, origin, userId, lastUsed: now}];
      });
      await saving.catch(async (error: unknown) => {
        // A secret that no profile names would be found by nobody.
        if (!before.some(profile => accountOf(profile) === accountOf(address)))
          await secrets.remove(accountOf(address));
        throw error;
      });
      return name;
    },
    note: (name, changes) =>
      change(({profiles}) => profiles.map(profile => (profile.name === name ? changed(profile, changes) : profile))),
    rename: (name, to) =>
      change(({profiles}) => profiles.map(profile => (profile.name === name ? {...profile, name: to} : profile))),
    async move(name, to, now) {
      const profile = readSettings(file).profiles.find(one => one.name === name);
      if (!profile) return;
      refuseReadOnly(file);
      await secrets.write(accountOf(to), to.base());
      const {origin, userId} = to;
      await change(({profiles}) =>
        profiles
          // What was saved for the new address by itself is the same portal.
          .filter(one => one.name === name || accountOf(one) !== accountOf(to))
          .map(one =>
            one.name === name ? {...one, origin, userId, lastUsed: now, formerly: formerlyOf(one, origin)} : one,
          ),
      );
      if (accountOf(profile) !== accountOf(to)) await secrets.remove(accountOf(profile));
    },
    async forget(name) {
      const profile = readSettings(file).profiles.find(one => one.name === name);
      refuseReadOnly(file);
      // The secret goes first: a profile without one can be removed again, a secret without a profile is found by nobody.
      if (profile) await secrets.remove(accountOf(profile));
      await change(({profiles}) => profiles.filter(one => one.name !== name), name);
    },
    takeWarnings: () => secrets.takeWarnings(),
  };

  /** Reads and writes in one go, after everything that has to be waited for: two changes at once lose neither. */
  async function change(how: (data: SettingsData) => readonly Profile[], without?: string): Promise<void> {
    const {profiles, moving} = readSettings(file);
    // Secrets of the first schema are safe in their new place before the file that holds them is written over.
    for (const profile of profiles) {
      const early = Object.hasOwn(moving, profile.name) ? moving[profile.name] : undefined;
      if (early !== undefined && profile.name !== without) await secrets.write(accountOf(profile), early);
    }
    const {default: Conf} = await import('conf');
    write(folder, how(readSettings(file)), Conf);
  }
}

function formerlyOf({origin, formerly = []}: Profile, now: string): string[] {
  return [...new Set([...formerly, origin])].filter(one => one !== now);
}

function changed(profile: Profile, {lastUsed = profile.lastUsed, ...changes}: ProfileChanges): Profile {
  const {name, origin, userId, formerly, maxRps, rehire, last} = {...profile, ...changes};
  return {
    name,
    origin,
    userId,
    lastUsed,
    ...(formerly === undefined ? {} : {formerly}),
    ...(maxRps === undefined ? {} : {maxRps}),
    ...(rehire === undefined ? {} : {rehire}),
    ...(last === undefined ? {} : {last}),
  };
}

function write(folder: string, profiles: readonly Profile[], Conf: typeof import('conf').default): void {
  const file = join(folder, 'settings.json');
  makeFolder(folder);
  refuseReadOnly(file);
  try {
    const conf = new Conf<Record<string, unknown>>({
      cwd: folder,
      configName: 'settings',
      configFileMode: 0o600,
      // A broken file is never replaced by an empty one. `readSettings` has refused it before we come here.
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
    });
    conf.store = {schema: SETTINGS_SCHEMA, profiles};
  } catch (error) {
    throw new FilesTrouble(filesProblem(error, 'unwritable'), file, describe(error));
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new FilesTrouble('unwritable', file);
}

/** Only the system's code goes on: messages of the writer may quote what it was writing. */
function describe(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'write failed';
}
