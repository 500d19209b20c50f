import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {KeychainAnswer, KeychainOrder} from './words.ts';

/** The system's keychain, as far as this program uses it. Accounts name a portal and a person, never a secret. */
export interface Keychain {
  /** @throws KeychainTrouble */
  get(account: string): Promise<string | undefined>;
  /** Keeps it, and has read it back. @throws KeychainTrouble, also where the keychain forgets */
  set(account: string, secret: string): Promise<void>;
  /** Nothing is there afterwards. @throws KeychainTrouble */
  remove(account: string): Promise<void>;
}

/** No keychain answers: `off` where that was asked for, else why in the system's words. */
export class KeychainTrouble extends Error {
  override readonly name = 'KeychainTrouble';
  readonly off: boolean;
  constructor(why: string, off = false) {
    super(why);
    this.off = off;
  }
}

/** What decides whether and how the keychain is asked; handed in so that tests have one of their own. */
export interface KeychainOptions {
  /** Program and arguments that run `keychainProcess`. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** How long an answer is waited for, in milliseconds: the desktop may ask a person for a password meanwhile. */
  readonly limitMs: number;
  /** Keeps the entries of a home of one's own apart from those of the user's. */
  readonly home?: string | undefined;
}

const SERVICE = 'b24-handover';

export function openKeychain(options: KeychainOptions): Keychain {
  const {command, platform, limitMs, home} = options;
  const ask = async (
    action: KeychainOrder['action'],
    account: string,
    secret?: string,
  ): Promise<string | undefined> => {
    const env = environmentFor(options.env, platform);
    const named = home === undefined ? account : `${account} (${home})`;
    const order = {action, service: SERVICE, account: named, ...(secret === undefined ? {} : {secret})};
    const answer = await answerOf(command, env, order, limitMs);
    if (!answer.ok) throw new KeychainTrouble(secret ? answer.why.replaceAll(secret, '***') : answer.why);
    return answer.secret ?? undefined;
  };
  return {
    get: account => ask('get', account),
    async set(account, secret) {
      if ((await ask('set', account, secret)) !== secret)
        throw new KeychainTrouble('it did not keep what it was given');
    },
    async remove(account) {
      if ((await ask('remove', account)) !== undefined) throw new KeychainTrouble('it did not remove the entry');
    },
  };
}

/** What the process is started with. Throws KeychainTrouble where it is not worth starting one. */
function environmentFor(env: KeychainOptions['env'], platform: NodeJS.Platform): KeychainOptions['env'] {
  if (['off', 'no', 'false', '0'].includes((env['B24_HANDOVER_KEYCHAIN'] ?? '').toLowerCase()))
    throw new KeychainTrouble('B24_HANDOVER_KEYCHAIN is off', true);
  if (platform === 'win32' || platform === 'darwin' || env['DBUS_SESSION_BUS_ADDRESS']) return env;
  // Over ssh the address is often missing although the bus is there.
  const bus = join(env['XDG_RUNTIME_DIR'] || '/nowhere', 'bus');
  if (!existsSync(bus)) throw new KeychainTrouble('there is no D-Bus session');
  return {...env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}`};
}

function answerOf(
  [program = '', ...args]: readonly string[],
  env: KeychainOptions['env'],
  order: KeychainOrder,
  limitMs: number,
): Promise<KeychainAnswer> {
  return new Promise(resolve => {
    // A session of its own: Ctrl-C in the terminal is not for it. What it says besides its answer is nobody's concern.
    const child = spawn(program, args, {detached: true, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true, env});
    let heard = '';
    const end = (answer: KeychainAnswer): void => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      resolve(answer);
    };
    const limit = setTimeout(
      () => end({ok: false, why: `it did not answer within ${Math.round(limitMs / 1000)} s`}),
      limitMs,
    );
    child.on('error', error => end({ok: false, why: error.message}));
    child.on('close', () => end({ok: false, why: 'it ended without an answer'}));
    child.stdin.on('error', () => {});
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      heard += chunk;
      const line = /^(.*)\n/.exec(heard)?.[1];
      if (line !== undefined) end(read(line));
    });
    // Kept open: that it closes tells the other side that nobody waits any more.
    child.stdin.write(`${JSON.stringify(order)}\n`);
  });
}

function read(line: string): KeychainAnswer {
  try {
    return JSON.parse(line) as KeychainAnswer;
  } catch {
    return {ok: false, why: 'its answer cannot be read'};
  }
}
