/**
 * Whether a portal takes a list of people in a filter as such, by list method. An old one might look at the first of them
 * only, or make 1 of the whole list as PHP does: "none" would then be said of people who hold hundreds. What shows that
 * it does: a record of somebody in the middle of a list, who is not number 1.
 */
export class ListTrust {
  readonly #trusted = new Map<string, boolean>();
  readonly #holders = new Map<string, Holder>();

  /** Undefined while nobody knows. */
  isTrusted(method: string): boolean | undefined {
    return this.#trusted.get(method);
  }

  /** The last word is not taken back by one answer: records change hands while they are counted. */
  decide(method: string, trusted: boolean): void {
    if (!this.#trusted.has(method)) this.#trusted.set(method, trusted);
  }

  /**
   * What an answer of this method showed.
   *
   * @param holders whose each record is, the first record first
   * @param among the people it was asked about
   */
  saw(method: string, type: number, holders: readonly number[], among: readonly number[]): void {
    const holder = holders.find(one => one > 1);
    if (holder !== undefined && !this.#holders.has(method)) this.#holders.set(method, {holder, type, among});
  }

  holder(method: string): Holder | undefined {
    return this.#holders.get(method);
  }
}

/** Somebody whose record of a type is the first of all that these people have: it is on the first page, whoever of them is asked about. */
export interface Holder {
  readonly holder: number;
  readonly type: number;
  readonly among: readonly number[];
}

/** Whether an answer about a list of people can only be one about the whole list. */
export function showsList(people: readonly number[], holders: readonly number[]): boolean {
  const middle = new Set(people.slice(1, -1));
  return holders.some(holder => holder > 1 && middle.has(holder));
}
