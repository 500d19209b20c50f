import {readFileSync, statSync} from 'node:fs';
import {type ProfileDefaults, readDefaults} from '../domain/profile.ts';
import {FilesTrouble} from '../domain/trouble.ts';
import {migrate} from './migrations.ts';
import {filesProblem} from './problem.ts';

/** The number of the format below. A file with a higher one was written by a later version and is left alone. */
export const SETTINGS_SCHEMA = 2;

/** A saved portal. The secret of its address lies apart from it, under the address without the secret. */
export interface Profile extends ProfileDefaults {
  readonly name: string;
  /** `https://acme.bitrix24.com` */
  readonly origin: string;
  /** The person the webhook belongs to. */
  readonly userId: number;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
  /** Where it was before it moved: an account that was left open there is left open here. */
  readonly formerly?: readonly string[];
}

/** The whole settings file. */
export interface SettingsData {
  readonly profiles: readonly Profile[];
  /** Webhook addresses that a file of the first schema still holds, by name of the portal; they move out at the first change. */
  readonly moving: Readonly<Record<string, string>>;
}

/** Where the secret of a profile is kept: the webhook address without the secret. */
export function accountOf({origin, userId}: Pick<Profile, 'origin' | 'userId'>): string {
  return `${origin}/rest/${userId}`;
}

/**
 * Reads the settings file without ever touching it. A file that is not exactly what we write is reported by name and
 * kept: its owner may want to mend it, and writing over it would lose what is in it.
 */
export function readSettings(file: string): SettingsData {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {profiles: [], moving: {}};
    throw new FilesTrouble(filesProblem(error, 'unreadable'), file, error);
  }
  const value = parse(text, file);
  const schema = isObject(value) ? value['schema'] : undefined;
  if (!isObject(value) || typeof schema !== 'number') throw new FilesTrouble('broken', file);
  if (schema > SETTINGS_SCHEMA) throw new FilesTrouble('newer', file);
  const now = migrate(value);
  const profiles = Array.isArray(now?.profiles) ? now.profiles.map(readProfile) : [undefined];
  if (!now || !profiles.every(profile => profile !== undefined)) throw new FilesTrouble('broken', file);
  return {profiles, moving: now.moving};
}

/** A file that its owner made read-only is meant to stay as it is, although replacing it would be possible. */
export function refuseReadOnly(file: string): void {
  const stats = statSync(file, {throwIfNoEntry: false});
  if (stats && (stats.mode & 0o200) === 0) throw new FilesTrouble('unwritable', file);
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Never with the parser's own error as a cause: it quotes the text, and the text may hold keys.
    throw new FilesTrouble('broken', file);
  }
}

function readProfile(value: unknown): Profile | undefined {
  if (!isObject(value)) return undefined;
  const {name, origin, userId, lastUsed, formerly} = value;
  if (typeof name !== 'string' || !isOrigin(origin)) return undefined;
  if (!Number.isSafeInteger(userId) || typeof lastUsed !== 'number') return undefined;
  if (formerly !== undefined && !(Array.isArray(formerly) && formerly.every(isOrigin))) return undefined;
  const defaults = readDefaults(value);
  const profile = {name, origin, userId: Number(userId), lastUsed, ...defaults};
  return defaults && (formerly === undefined ? profile : {...profile, formerly});
}

function isOrigin(text: unknown): text is string {
  return typeof text === 'string' && URL.canParse(text) && new URL(text).origin === text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
