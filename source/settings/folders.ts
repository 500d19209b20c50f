import {chmodSync, mkdirSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {isAbsolute, join, resolve} from 'node:path';
import {FilesTrouble} from '../domain/trouble.ts';
import {filesProblem} from './problem.ts';

const NAME = 'b24-handover';

/** Where this program keeps its own files. */
export interface Folders {
  /** The settings file. */
  readonly config: string;
  /** Intents and run logs of real portals. */
  readonly data: string;
  /** Everything of the built-in portal: its state, and the intents and run logs of runs against it. */
  readonly demo: string;
  /** The folder that somebody named for all of it, if they did. */
  readonly own?: string;
}

/** What decides where the folders are; handed in so that every platform can be tested on one. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** `B24_HANDOVER_HOME` when set, otherwise the platform's own places. Creates nothing. */
export function findFolders(around: Surroundings = here()): Folders {
  const {config, data} = places(around);
  const own = around.env['B24_HANDOVER_HOME'];
  return {config, data, demo: join(data, 'demo'), ...(own ? {own: resolve(own)} : {})};
}

function here(): Surroundings {
  return {env: process.env, platform: process.platform, home: homedir()};
}

function places({env, platform, home}: Surroundings): {config: string; data: string} {
  const own = env['B24_HANDOVER_HOME'];
  if (own) return {config: resolve(own), data: resolve(own)};
  if (platform === 'win32') {
    const roaming = env['APPDATA'] || join(home, 'AppData', 'Roaming');
    const local = env['LOCALAPPDATA'] || join(home, 'AppData', 'Local');
    return {config: join(roaming, NAME, 'Config'), data: join(local, NAME, 'Data')};
  }
  if (platform === 'darwin') {
    const library = join(home, 'Library');
    return {config: join(library, 'Preferences', NAME), data: join(library, 'Application Support', NAME)};
  }
  return {
    config: join(xdg(env['XDG_CONFIG_HOME'], join(home, '.config')), NAME),
    data: join(xdg(env['XDG_DATA_HOME'], join(home, '.local', 'share')), NAME),
  };
}

/** The XDG rule: a path that is not absolute is to be ignored. */
function xdg(value: string | undefined, otherwise: string): string {
  return value && isAbsolute(value) ? value : otherwise;
}

/**
 * Makes a folder of ours for this user alone. One that was there already keeps its mode: with `B24_HANDOVER_HOME` it may
 * be a folder that others need, and the files in it are closed to others anyway.
 */
export function makeFolder(folder: string): void {
  try {
    const first = mkdirSync(folder, {recursive: true, mode: 0o700});
    // `mkdir` lets the umask take bits away but never adds them; 0700 needs no repair. An old one of ours is narrowed.
    if (first === undefined && folder.endsWith(NAME) && (statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
  } catch (error) {
    throw new FilesTrouble(filesProblem(error, 'unwritable'), folder, error);
  }
}
