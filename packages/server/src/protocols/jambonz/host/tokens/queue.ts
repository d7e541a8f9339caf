/** Text that waits for its voice, and the flushes between. */

export interface TokenQueue {
  readonly isEmpty: boolean;
  /** The text in it, in UTF-16 units. */
  readonly buffered: number;
  /** What comes first: text up to a flush or the end, in the pieces it came in, none where a flush is next. */
  readonly first: Passage | undefined;
  /** Whether another flush waits behind the first passage. */
  readonly hasLaterFlush: boolean;
  add(text: string): void;
  /** A flush behind all there is; one that stands right behind another is the same. */
  mark(): void;
  /** Removes so much text from the first passage; it is gone when it has neither text nor flush. */
  dropText(length: number): void;
  /** Removes the first passage with its flush. */
  dropPassage(): void;
  clear(): void;
}

export interface Passage {
  readonly texts: readonly string[];
  readonly isFlushed: boolean;
}

export function createTokenQueue(): TokenQueue {
  let passages: { texts: string[]; isFlushed: boolean }[] = [];
  let buffered = 0;

  return {
    get isEmpty() {
      return passages.length === 0;
    },
    get buffered() {
      return buffered;
    },
    get first() {
      return passages[0];
    },
    get hasLaterFlush() {
      return passages[1]?.isFlushed === true;
    },
    add(text) {
      if (text === '') return;
      const last = passages.at(-1);
      if (last === undefined || last.isFlushed) passages.push({ texts: [text], isFlushed: false });
      else last.texts.push(text);
      buffered += text.length;
    },
    mark() {
      const last = passages.at(-1);
      if (last === undefined) passages.push({ texts: [], isFlushed: true });
      else last.isFlushed = true;
    },
    dropText(length) {
      const first = passages[0];
      if (first === undefined) return;
      first.texts = withoutBeginning(first.texts, length);
      buffered -= length;
      if (first.texts.length === 0 && !first.isFlushed) passages.shift();
    },
    dropPassage() {
      const dropped = passages.shift();
      for (const text of dropped?.texts ?? []) buffered -= text.length;
    },
    clear() {
      passages = [];
      buffered = 0;
    },
  };
}

function withoutBeginning(texts: readonly string[], length: number): string[] {
  let left = length;
  let at = 0;
  while (at < texts.length && left >= texts[at]!.length) {
    left -= texts[at]!.length;
    at += 1;
  }
  const [cut, ...rest] = texts.slice(at);
  return cut === undefined ? [] : [cut.slice(left), ...rest];
}
