/** So many requests in a row without one reference that worked, and none is sent any more. */
const MOST_FAILURES = 2;

/** Whether references work on this portal, by list method, as far as the pages of one walk have shown. */
export class ReferenceTrust {
  readonly #failures = new Map<string, number>();
  #worked = new Set<string>();
  #failed = new Set<string>();

  /** Whether pages may be chained. */
  allows(method: string): boolean {
    return (this.#failures.get(method) ?? 0) < MOST_FAILURES;
  }

  worked(method: string): void {
    this.#worked.add(method);
  }

  failed(method: string): void {
    this.#failed.add(method);
  }

  /** A request has been looked at: many pages that failed together failed once, and none if one of them worked. */
  settle(): void {
    for (const method of this.#failed) this.#failures.set(method, (this.#failures.get(method) ?? 0) + 1);
    for (const method of this.#worked) this.#failures.delete(method);
    this.#worked = new Set();
    this.#failed = new Set();
  }
}
