import {readFileSync, statSync} from 'node:fs';
import {FilesTrouble} from '../domain/trouble.ts';
import {filesProblem} from './problem.ts';

/** The number of the format below. A file with a higher one was written by a later version and is left alone. */
export const SETTINGS_SCHEMA = 1;

export interface PortalEntry {
  readonly name: string;
  readonly host: string;
  readonly userId: number;
  readonly lastUsed: number;
}

/** The whole settings file. Secrets stand apart from the portals, so that a keychain can take them over. */
export interface SettingsData {
  readonly schema: number;
  readonly portals: readonly PortalEntry[];
  /** Webhook addresses by name of the portal. */
  readonly secrets: Readonly<Record<string, string>>;
}

export const NO_SETTINGS: SettingsData = {schema: SETTINGS_SCHEMA, portals: [], secrets: {}};

/**
 * Reads the settings file without ever touching it. A file that is not exactly what we write is reported by name and
 * kept: its owner may want to mend it, and writing over it would lose the keys in it.
 */
export function readSettings(file: string): SettingsData {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NO_SETTINGS;
    throw new FilesTrouble(filesProblem(error, 'unreadable'), file, error);
  }
  const value = parse(text, file);
  if (!isObject(value)) throw new FilesTrouble('broken', file);
  const {schema, portals, secrets} = value;
  if (typeof schema !== 'number') throw new FilesTrouble('broken', file);
  if (schema > SETTINGS_SCHEMA) throw new FilesTrouble('newer', file);
  if (schema !== SETTINGS_SCHEMA || !Array.isArray(portals) || !portals.every(isEntry) || !isSecrets(secrets)) {
    throw new FilesTrouble('broken', file);
  }
  return {schema, portals, secrets: Object.assign(Object.create(null), secrets)};
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
    // Never with the parser's own error as a cause: it quotes the text, and the text holds keys.
    throw new FilesTrouble('broken', file);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is PortalEntry {
  return (
    isObject(value) &&
    typeof value['name'] === 'string' &&
    typeof value['host'] === 'string' &&
    Number.isSafeInteger(value['userId']) &&
    typeof value['lastUsed'] === 'number'
  );
}

function isSecrets(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(secret => typeof secret === 'string');
}
