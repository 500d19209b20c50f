import {createInterface} from 'node:readline';
import type {KeychainAnswer, KeychainOrder} from './words.ts';

/** However long somebody may look at a question of the system: after this nobody waits for the answer any more. */
const LONGEST_MS = 120_000;

/**
 * Asks the system keychain for somebody else: reads one order from standard input, answers with one line, and is done.
 * It is a process of its own because what it calls is native code that waits for the desktop: that may hang, and a hung
 * thread keeps a process from ending. This one is killed instead.
 *
 * On Linux only the secret service counts: the kernel's keyring, which the library would fall back on, forgets at logout.
 */
export async function keychainProcess(input: NodeJS.ReadableStream, say: (line: string) => void): Promise<void> {
  const lines = createInterface({input});
  const first = await lines[Symbol.asyncIterator]().next();
  if (first.done) return;
  // Whoever asked is gone, or this hangs: nothing else ends a native call that waits.
  const die = (): void => void process.kill(process.pid, 'SIGKILL');
  input.once('end', die).once('close', die);
  input.resume();
  setTimeout(die, LONGEST_MS).unref();
  const answer = await carryOut(JSON.parse(first.value) as KeychainOrder);
  input.off('end', die).off('close', die);
  say(JSON.stringify(answer));
}

async function carryOut({action, service, account, secret = ''}: KeychainOrder): Promise<KeychainAnswer> {
  try {
    const {AsyncEntry} = await import('@napi-rs/keyring');
    const entry = new AsyncEntry(service, account, {linux: {store: 'secret-service'}});
    if (action === 'remove') await entry.deleteCredential();
    if (action === 'set') await entry.setPassword(secret);
    return {ok: true, secret: await entry.getPassword()};
  } catch (error) {
    return {ok: false, why: error instanceof Error ? error.message : String(error)};
  }
}
