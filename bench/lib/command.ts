/** A command of a batch, read back: every value is a text, and lists are maps by position, as PHP has them. */
export interface Command {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/** Reads `method?a%5Bb%5D=c`, the form commands of a batch have. */
export function readCommand(text: string): Command {
  const mark = text.indexOf('?');
  if (mark < 0) return {method: text, params: {}};
  const params: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(text.slice(mark + 1))) {
    const path = key.replaceAll(']', '').split('[');
    let at: Record<string, unknown> = params;
    for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
    at[path.at(-1) ?? ''] = value;
  }
  return {method: text.slice(0, mark), params};
}
