import {join} from 'node:path';
import {type Keychain, KeychainTrouble} from '../../source/settings/secrets/keychain.ts';
import {openSecretFile} from '../../source/settings/secrets/secret-file.ts';
import {openSecrets, type Secrets} from '../../source/settings/secrets/secrets.ts';

export interface FakeKeychain extends Keychain {
  readonly entries: Map<string, string>;
  /** Set: it does not answer, and says this. */
  trouble: string | undefined;
  asked: number;
}

/** A keychain of the test's own. */
export function fakeKeychain(): FakeKeychain {
  const entries = new Map<string, string>();
  const answer = (keychain: FakeKeychain): void => {
    keychain.asked += 1;
    if (keychain.trouble !== undefined) throw new KeychainTrouble(keychain.trouble);
  };
  return {
    entries,
    trouble: undefined,
    asked: 0,
    async get(account) {
      answer(this);
      return entries.get(account);
    },
    async set(account, secret) {
      answer(this);
      entries.set(account, secret);
    },
    async remove(account) {
      answer(this);
      entries.delete(account);
    },
  };
}

/** The secrets of a folder, with this keychain or, without one, none by choice. */
export function secretsIn(folder: string, keychain?: Keychain): Secrets {
  return openSecrets(openSecretFile(join(folder, 'secrets.json')), async () => {
    if (!keychain) throw new KeychainTrouble('off', true);
    return keychain;
  });
}
