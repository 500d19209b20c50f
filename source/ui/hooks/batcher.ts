/** Collects what arrives and hands it on at most once in `ms`, so that 100,000 records are not 100,000 frames. */
export interface Batcher<Item> {
  add(item: Item): void;
  /** Hands on at once what is there. */
  flush(): void;
  /** Drops what is there; nothing is handed on any more. */
  stop(): void;
}

export function batcher<Item>(ms: number, handOn: (items: readonly Item[]) => void): Batcher<Item> {
  let items: Item[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (stopped || items.length === 0) return;
    const batch = items;
    items = [];
    handOn(batch);
  };
  return {
    add(item) {
      if (stopped) return;
      items.push(item);
      timer ??= setTimeout(flush, ms);
    },
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
