import {FilesTrouble} from '../../domain/trouble.ts';
import {type Keychain, KeychainTrouble} from './keychain.ts';
import type {SecretFile} from './secret-file.ts';

/** What a person has to be told once about a secret. */
export type SecretWarning =
  /** It lies in a file, since no keychain took it; `why` in the system's words. */
  | {readonly kind: 'in-file'; readonly file: string; readonly why: string}
  /** It may still be in the keychain under this account, which does not answer. */
  | {readonly kind: 'may-be-left'; readonly account: string; readonly why: string};

/** Where a secret lies. */
export type SecretPlace = 'keychain' | 'file';

/**
 * Secrets, in the keychain where there is one and else in the file. One that is in the file is the newest: whatever the
 * keychain takes is removed from the file.
 */
export interface Secrets {
  /**
   * @throws FilesTrouble `broken` and the like for the file, `locked` where only a keychain that does not answer can have it
   */
  read(account: string): Promise<{readonly secret: string; readonly place: SecretPlace} | undefined>;
  write(account: string, secret: string): Promise<SecretPlace>;
  remove(account: string): Promise<void>;
  /** What has come up since it was asked for the last time; the same is never said twice. */
  takeWarnings(): readonly SecretWarning[];
}

/** @param loadKeychain loads what asks the keychain, only when it has to be asked */
export function openSecrets(file: SecretFile, loadKeychain: () => Promise<Keychain>): Secrets {
  const warnings: SecretWarning[] = [];
  const said = new Set<string>();
  const warn = (warning: SecretWarning): void => {
    const key = JSON.stringify({...warning, why: ''});
    if (!said.has(key)) warnings.push(warning);
    said.add(key);
  };
  return {
    async read(account) {
      const kept = file.get(account);
      if (kept !== undefined) return {secret: kept, place: 'file'};
      try {
        const secret = await (await loadKeychain()).get(account);
        return secret === undefined ? undefined : {secret, place: 'keychain'};
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.off) return undefined;
        throw new FilesTrouble('locked', account, trouble.message);
      }
    },
    async write(account, secret) {
      // First of all: a file that cannot be read or written is told before the keychain is changed.
      file.get(account);
      try {
        await (await loadKeychain()).set(account, secret);
      } catch (error) {
        const trouble = troubleOf(error);
        file.set(account, secret);
        if (!trouble.off) warn({kind: 'in-file', file: file.file, why: trouble.message});
        return 'file';
      }
      file.remove(account);
      return 'keychain';
    },
    async remove(account) {
      const wasInFile = file.get(account) !== undefined;
      file.remove(account);
      try {
        await (await loadKeychain()).remove(account);
      } catch (error) {
        const trouble = troubleOf(error);
        if (!wasInFile && !trouble.off) warn({kind: 'may-be-left', account, why: trouble.message});
      }
    },
    takeWarnings: () => warnings.splice(0),
  };
}

function troubleOf(error: unknown): KeychainTrouble {
  if (error instanceof KeychainTrouble) return error;
  throw error;
}
