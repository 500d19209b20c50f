import {inspect} from 'node:util';
import {TOKEN} from './server.ts';

/** Everything that may be printed of an error: message, stack, causes, JSON, and all that a debugger would show. */
export function everythingOf(error: unknown): string {
  const parts: unknown[] = [String(error), JSON.stringify(error), inspect(error, {depth: 12, showHidden: true})];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    parts.push(at.message, at.stack, JSON.stringify(at, Object.getOwnPropertyNames(at)));
  }
  return parts.join('\n');
}

export const tokenIn = (error: unknown): boolean => everythingOf(error).toLowerCase().includes(TOKEN);
