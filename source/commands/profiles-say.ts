import {oneLine} from '../domain/text.ts';
import {plain} from '../words/plain.ts';
import {factLine} from './output/line.ts';
import type {Outside} from './outside.ts';

/** Says, once, what has come up about secrets: that one lies in a file, or may be left in the keychain. */
export function sayWarnings({profiles, say}: Pick<Outside, 'profiles' | 'say'>): void {
  for (const warning of profiles.takeWarnings()) {
    const why = oneLine(warning.why, 120);
    const text =
      warning.kind === 'in-file'
        ? plain.secretInFile(oneLine(warning.file, 300), why)
        : plain.secretMayBeLeft(oneLine(warning.account, 120), why);
    say(factLine(plain.label.note, text));
  }
}
