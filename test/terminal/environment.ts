import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

/** The built bundle; `npm test` builds it first. */
export const PROGRAM = process.env['B24_PROGRAM'] ?? resolve(import.meta.dirname, '../../dist/cli.js');

// What the test runner or the machine sets and a user's terminal does not.
const UNWANTED =
  /^(CI|COLUMNS|LINES|NODE_ENV|NODE_OPTIONS|NO_COLOR|FORCE_COLOR|VITEST.*|B24_HANDOVER_.*|XDG_.*|npm_.*)$/;

/**
 * The environment of a user who has just opened a terminal, with a home of its own for our files. Nobody's keychain is
 * asked: it is that of whoever runs the tests.
 */
export function cleanEnv(
  home: string,
  extra: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !UNWANTED.test(name));
  const set = {B24_HANDOVER_HOME: home, B24_HANDOVER_KEYCHAIN: 'off', TZ: 'UTC', ...extra};
  const all = [...own, ...Object.entries(set)];
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** A folder that is gone again when the scope that asked for it ends. */
export function temporaryHome(): {readonly path: string; [Symbol.dispose](): void} {
  const path = mkdtempSync(join(tmpdir(), 'b24-handover-'));
  return {path, [Symbol.dispose]: () => rmSync(path, {recursive: true, force: true})};
}
