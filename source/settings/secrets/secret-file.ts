import {readFileSync} from 'node:fs';
import {FilesTrouble} from '../../domain/trouble.ts';
import {refuseReadOnly} from '../file.ts';
import {filesProblem} from '../problem.ts';
import {writePrivately} from '../write.ts';

const SCHEMA = 1;

/** Secrets by account, in a file that only this user can read: where there is no keychain. */
export interface SecretFile {
  readonly file: string;
  /** @throws FilesTrouble where there is a file that cannot be read or is not ours; it is kept as it is */
  get(account: string): string | undefined;
  set(account: string, secret: string): void;
  /** Nothing is written where there is nothing to remove. */
  remove(account: string): void;
}

export function openSecretFile(file: string): SecretFile {
  return {
    file,
    get: account => read(file).get(account),
    set: (account, secret) => write(file, new Map(read(file)).set(account, secret)),
    remove(account) {
      const secrets = new Map(read(file));
      if (secrets.delete(account)) write(file, secrets);
    },
  };
}

function write(file: string, secrets: ReadonlyMap<string, string>): void {
  refuseReadOnly(file);
  const content = {schema: SCHEMA, secrets: Object.fromEntries(secrets)};
  writePrivately(file, `${JSON.stringify(content, undefined, 2)}\n`);
}

function read(file: string): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw new FilesTrouble(filesProblem(error, 'unreadable'), file, error);
  }
  const value = parse(text);
  const schema = value?.['schema'];
  if (typeof schema === 'number' && schema > SCHEMA) throw new FilesTrouble('newer', file);
  const secrets = value?.['secrets'];
  if (schema !== SCHEMA || !isTexts(secrets)) throw new FilesTrouble('broken', file);
  return new Map(Object.entries(secrets));
}

/** Undefined for what is no object. Never with the parser's own error: it quotes the text, and the text holds keys. */
function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(secret => typeof secret === 'string')
  );
}
