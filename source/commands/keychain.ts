import {join} from 'node:path';
import {EXIT} from '../domain/outcomes.ts';
import type {Folders} from '../settings/folders.ts';
import {openSecretFile} from '../settings/secrets/secret-file.ts';
import type {KeychainOptions} from '../settings/secrets/keychain.ts';
import {openSecrets, type Secrets} from '../settings/secrets/secrets.ts';
import {leave} from './exit.ts';

/** The word that makes this program ask the system keychain. Nobody types it: it is not in the help. */
export const KEYCHAIN_COMMAND = 'keychain';

/** The desktop may ask a person for the password of the keychain; where nobody is, nobody answers. */
const WITH_SOMEBODY_MS = 60_000;
const WITH_NOBODY_MS = 5000;

/** The secrets of this user: in the system keychain, or in a file beside the settings where there is none. */
export function systemSecrets(folders: Folders, env: KeychainOptions['env'], interactive: boolean): Secrets {
  return openSecrets(openSecretFile(join(folders.config, 'secrets.json')), async () => {
    const {openKeychain} = await import('../settings/secrets/keychain.ts');
    return openKeychain({
      command: [process.execPath, process.argv[1] ?? '', KEYCHAIN_COMMAND],
      env,
      platform: process.platform,
      limitMs: interactive ? WITH_SOMEBODY_MS : WITH_NOBODY_MS,
      home: folders.own,
    });
  });
}

/** Carries out one order to the keychain and ends. */
export async function runKeychain(): Promise<never> {
  process.stdout.on('error', () => {});
  const {keychainProcess} = await import('../settings/secrets/keychain-process.ts');
  await keychainProcess(process.stdin, line => void process.stdout.write(`${line}\n`));
  return leave(EXIT.done, [process.stdout]);
}
