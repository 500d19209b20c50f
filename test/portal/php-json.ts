/** A PHP array as `json_encode` writes it: a list where the keys are 0, 1, 2 … in order (an empty one too), else an object. */
export function asJson(array: ReadonlyMap<string, unknown>): unknown {
  const isList = [...array.keys()].every((key, index) => key === String(index));
  return isList ? [...array.values()] : Object.fromEntries(array);
}
