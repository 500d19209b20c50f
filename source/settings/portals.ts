import {statSync} from 'node:fs';
import {join} from 'node:path';
import {FilesTrouble} from '../domain/trouble.ts';
import {parseWebhookAddress, type WebhookAddress} from '../domain/webhook.ts';
import {type PortalEntry, readSettings, refuseReadOnly, SETTINGS_SCHEMA, type SettingsData} from './file.ts';
import {makeFolder} from './folders.ts';
import {freeName} from './names.ts';
import {filesProblem} from './problem.ts';

/** The saved portals: read at once, written through `conf`, which is loaded only when there is something to write. */
export interface SavedPortals {
  readonly file: string;
  /** The one used last comes first. */
  list(): readonly PortalEntry[];
  /** The address with its secret, or undefined where there is no portal of this name. */
  address(name: string): WebhookAddress | undefined;
  /** Saves a portal that has answered, or that it was used just now. Resolves to its name. */
  remember(address: WebhookAddress, now: number): Promise<string>;
  forget(name: string): Promise<void>;
}

/** Throws FilesTrouble at the first use when the file cannot be read; the file is kept as it is. */
export function openPortals(folder: string): SavedPortals {
  const file = join(folder, 'settings.json');
  return {
    file,
    list: () => [...readSettings(file).portals].sort((a, b) => b.lastUsed - a.lastUsed),
    address(name) {
      const {portals, secrets} = readSettings(file);
      const secret = secrets[name];
      if (secret === undefined || !portals.some(entry => entry.name === name)) return undefined;
      const parsed = parseWebhookAddress(secret);
      if (!parsed.ok) throw new FilesTrouble('broken', file);
      return parsed.address;
    },
    async remember(address, now) {
      let name = '';
      await change(data => {
        const known = data.portals.find(entry => entry.host === address.host && entry.userId === address.userId);
        name = known?.name ?? freeName(address, data.portals);
        const entry = {name, host: address.host, userId: address.userId, lastUsed: now};
        const others = data.portals.filter(other => other.name !== name);
        return {...data, portals: [...others, entry], secrets: {...data.secrets, [name]: address.base()}};
      });
      return name;
    },
    forget: name =>
      change(data => {
        const {[name]: _forgotten, ...secrets} = data.secrets;
        return {...data, portals: data.portals.filter(entry => entry.name !== name), secrets};
      }),
  };

  /** Reads and writes in one go, after everything that has to be waited for: two changes at once lose neither. */
  async function change(how: (data: SettingsData) => SettingsData): Promise<void> {
    readSettings(file);
    const {default: Conf} = await import('conf');
    write(folder, how(readSettings(file)), Conf);
  }
}

function write(folder: string, data: SettingsData, Conf: typeof import('conf').default): void {
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
    conf.store = {schema: SETTINGS_SCHEMA, portals: data.portals, secrets: data.secrets};
  } catch (error) {
    throw new FilesTrouble(filesProblem(error, 'unwritable'), file, describe(error));
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new FilesTrouble('unwritable', file);
}

/** Only the system's code goes on: messages of the writer may quote what it was writing. */
function describe(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'write failed';
}
