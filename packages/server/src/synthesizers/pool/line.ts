/** A bounded waiting line: the most urgent first, and among equals whoever came first. */
export interface Line<T> {
  readonly length: number;
  /** False when the line is full: nothing was added. */
  add(item: T, dueMs: number): boolean;
  /** Takes the first out. */
  take(): T | undefined;
  /** Takes this one out, wherever it stands; harmless when it is not there. */
  remove(item: T): void;
}

export function createLine<T>(maxLength: number): Line<T> {
  const places: { readonly item: T; readonly dueMs: number }[] = [];
  return {
    get length() {
      return places.length;
    },
    add(item, dueMs) {
      if (places.length >= maxLength) return false;
      const before = places.findLastIndex((place) => place.dueMs <= dueMs);
      places.splice(before + 1, 0, { item, dueMs });
      return true;
    },
    take: () => places.shift()?.item,
    remove(item) {
      const index = places.findIndex((place) => place.item === item);
      if (index >= 0) places.splice(index, 1);
    },
  };
}
