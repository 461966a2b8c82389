/** Things by key that were seen within some minutes of the newest. Times are ISO 8601, and come oldest first. */
export interface Recent<Item> {
  /** Adds one and returns all of its key that are recent now, oldest first, it itself last. */
  readonly add: (key: string, at: string, item: Item) => readonly Item[];
  /** Those of the key that are recent at that time. */
  readonly at: (key: string, at: string) => readonly Item[];
}

/** However many calls a burst has, more than these are not kept for one key. */
const MOST_KEPT = 1000;

export function createRecent<Item>(minutes: number): Recent<Item> {
  const byKey = new Map<string, { readonly time: number; readonly item: Item }[]>();
  const recent = (key: string, at: string): readonly Item[] => {
    const oldest = Date.parse(at) - minutes * 60_000;
    const kept = (byKey.get(key) ?? []).filter(({ time }) => time >= oldest).slice(-MOST_KEPT);
    byKey.set(key, kept);
    return kept.map(({ item }) => item);
  };
  return {
    at: recent,
    add: (key, at, item) => {
      const list = byKey.get(key) ?? [];
      list.push({ time: Date.parse(at), item });
      byKey.set(key, list);
      return recent(key, at);
    },
  };
}
