/**
 * Loads something without the experimental notice that Node prints for it; every other warning is printed as ever.
 *
 * @param about matches the notice that is not wanted
 */
export async function withoutNotice<T>(about: RegExp, load: () => Promise<T>): Promise<T> {
  const original = Reflect.get(process, 'emitWarning') as (...words: unknown[]) => void;
  const filtered = (warning: string | Error, ...rest: unknown[]): void => {
    const text = typeof warning === 'string' ? warning : warning.message;
    if (about.test(text) && kindOf(warning, rest[0]) === 'ExperimentalWarning') return;
    Reflect.apply(original, process, [warning, ...rest]);
  };
  process.emitWarning = filtered;
  try {
    return await load();
  } finally {
    // Somebody may have put their own in its place meanwhile; that one stays.
    if (process.emitWarning === filtered) process.emitWarning = original;
  }
}

/** The kind comes as the second argument, as a field of it, or as the name of the error. */
function kindOf(warning: string | Error, second: unknown): unknown {
  if (typeof warning !== 'string') return warning.name;
  return typeof second === 'object' && second !== null && 'type' in second ? second.type : second;
}
