import {UsageTrouble} from '../../domain/trouble.ts';
import {plain} from '../../words/plain.ts';
import type {Outside} from '../outside.ts';

/** More than any webhook address has; what is longer is something else that was piped in by mistake. */
const MOST = 4096;
const SECONDS = 3;
const SAID_AFTER_MS = 600;

/**
 * Reads what was piped in, to its end or its first line, but not for ever: in a cron job or under a supervisor standard
 * input may be a pipe into which nobody ever writes. Empty when it ends without anything.
 */
export function readInput(outside: Pick<Outside, 'stdin' | 'say'>): Promise<string> {
  const {stdin, say} = outside;
  return new Promise((resolve, reject) => {
    let text = '';
    const notice = setTimeout(() => say(plain.waitingForInput), SAID_AFTER_MS);
    const limit = setTimeout(
      () => end(() => (text === '' ? reject(new UsageTrouble(plain.nothingOnInput(SECONDS))) : resolve(text))),
      SECONDS * 1000,
    );
    const end = (settle: () => void): void => {
      clearTimeout(notice);
      clearTimeout(limit);
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd).off('close', onEnd);
      stdin.pause();
      // A pipe that stays open must not keep the process alive after its work.
      if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
      settle();
    };
    const onEnd = (): void => end(() => resolve(text));
    const onData = (chunk: Buffer | string): void => {
      text += chunk.toString();
      if (/\S[^\n]*\n/.test(text) || text.length > MOST) onEnd();
    };
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd).on('close', onEnd);
    if (stdin.destroyed || stdin.readableEnded) onEnd();
  });
}
