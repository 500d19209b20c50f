/** What the keyboard did last. It is told before any menu takes the same key. */
export class Keyboard {
  #last = '';
  readonly #listeners = new Set<() => void>();

  /** The name of the key that is being handled; empty for a paste. */
  get last(): string {
    return this.#last;
  }

  pressed(name: string): void {
    this.#last = name;
    for (const listener of this.#listeners) listener();
  }

  /** @returns ends the listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
