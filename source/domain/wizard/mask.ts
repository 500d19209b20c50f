import {isLoopback} from '../webhook.ts';

/**
 * What may be shown of an address while it is pasted or typed: its origin, and a dot for everything behind it. Where no
 * origin can be told yet it is dots alone, since what was pasted may be the bare secret.
 */
export function maskTyped(typed: string): string {
  const text = typed.replace(/[\s\p{Cc}\u200b-\u200f\ufeff]+/gu, '');
  const match = /^[<"'~]*(https?:\/\/)?([a-z0-9.-]+(?::\d{1,5})?)\/(.*)$/iu.exec(text);
  const host = match?.[2] ?? '';
  const known = match?.[1] !== undefined || host.includes('.') || isLoopback(host.replace(/:\d+$/, ''));
  if (!match || !known) return '•'.repeat(Math.min(text.length, 60));
  return `${match[1] ?? ''}${host}/${'•'.repeat(Math.min((match[3] ?? '').length, 40))}`;
}
