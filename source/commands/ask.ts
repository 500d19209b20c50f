import {oneLine} from '../domain/text.ts';
import type {Outside} from './outside.ts';

/** Keys are dropped for this long after a question was painted, and then until nothing came for `QUIET_MS`. */
const DEAF_MS = 300;
const QUIET_MS = 120;
const LISTENING = '❯ ';

/**
 * Asks for a typed word. What was typed before the question could be read is dropped, so that a key meant for
 * something else is never an answer. Resolves undefined for Escape, Ctrl-D, a terminal that went away, or a stop.
 *
 * @param mask shown for each character in its place, for what nobody may read over a shoulder
 */
export async function askTyped(prompt: string, outside: Outside, mask?: string): Promise<string | undefined> {
  const {stdin, signal} = outside;
  if (signal.aborted) return undefined;
  stdin.setRawMode?.(true);
  const restore = (): void => {
    stdin.setRawMode?.(false);
    stdin.pause();
  };
  outside.atEnd(restore);
  outside.prompt(prompt);
  try {
    await dropTypedAhead(outside);
    // From here on keys count, and a person sees that they do.
    if (!signal.aborted) outside.prompt(LISTENING);
    return await readWord(outside, mask);
  } finally {
    restore();
    outside.prompt('\n');
  }
}

/** Ctrl-C still counts while everything else is dropped. */
function dropTypedAhead({stdin, signal, interrupt}: Outside): Promise<void> {
  return new Promise(resolve => {
    let quiet: NodeJS.Timeout | undefined;
    let deaf = true;
    const rest = (): void => {
      clearTimeout(quiet);
      quiet = setTimeout(end, QUIET_MS);
    };
    const over = setTimeout(() => {
      deaf = false;
      rest();
    }, DEAF_MS);
    const onData = (chunk: Buffer | string): void => {
      if (chunk.toString().includes('\u0003')) interrupt();
      else if (!deaf) rest();
    };
    const end = (): void => {
      clearTimeout(over);
      clearTimeout(quiet);
      stdin.off('data', onData).off('end', end).off('error', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    stdin.on('data', onData).on('end', end).on('error', end);
    signal.addEventListener('abort', end);
    stdin.resume();
  });
}

function readWord({stdin, signal, prompt, interrupt}: Outside, mask: string | undefined): Promise<string | undefined> {
  return new Promise(resolve => {
    let typed = '';
    const end = (answer: string | undefined): void => {
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd);
      signal.removeEventListener('abort', onEnd);
      resolve(answer);
    };
    const onEnd = (): void => end(undefined);
    const onData = (chunk: Buffer | string): void => {
      for (const key of chunk.toString().replaceAll('\u001b[200~', '').replaceAll('\u001b[201~', '')) {
        if (key === '\r' || key === '\n') return end(typed);
        if (key === '\u0003') return interrupt();
        if (key === '\u0004' || key === '\u001b') return end(undefined);
        if (key === '\u007f' || key === '\b') {
          if (typed !== '') prompt('\b \b');
          typed = typed.slice(0, -1);
        } else {
          const shown = oneLine(key);
          typed += shown;
          prompt(shown === '' ? '' : (mask ?? shown));
        }
      }
    };
    if (signal.aborted || stdin.destroyed || stdin.readableEnded) return resolve(undefined);
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd);
    signal.addEventListener('abort', onEnd);
  });
}
