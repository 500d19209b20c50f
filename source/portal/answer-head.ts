/** What came along with an answer, a refusal or a page: nothing that a method says, so it stands beside the answer. */
export interface AnswerHead {
  /** Of HTTP. */
  readonly status: number;
  /** The server's own clock, milliseconds since 1970, in whole seconds; undefined where it does not tell. */
  readonly date: number | undefined;
}

const heads = new WeakMap<object, AnswerHead>();

/** Remembers the head of an answer, or of the error that an answer was turned into. */
export function noteHead<T>(thing: T, head: AnswerHead): T {
  if (typeof thing === 'object' && thing !== null) heads.set(thing, head);
  return thing;
}

/** Undefined where no answer came, or one that did not come over the network. */
export function headOf(thing: unknown): AnswerHead | undefined {
  return typeof thing === 'object' && thing !== null ? heads.get(thing) : undefined;
}
