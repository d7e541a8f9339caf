/** Where spoken words stand in the text that was sent. */

export interface Place {
  /** From here to there, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** How far ahead a word is looked for: beyond it, it is more likely to be another one that reads the same. */
const maxLookAhead = 200;

/** Finds word after word. Text may be added at any time; a word that is not found has no place, and the next one is looked for
 *  from where the last one ended. */
export function createWordPlaces() {
  let text = '';
  let cursor = 0;
  return {
    get text() {
      return text;
    },
    append(more: string): void {
      text += more;
    },
    find(word: string): Place | undefined {
      const wanted = word.trim();
      if (wanted === '') return undefined;
      const start = text.slice(cursor, cursor + maxLookAhead + wanted.length).indexOf(wanted);
      if (start === -1) return undefined;
      const place = { start: cursor + start, end: cursor + start + wanted.length };
      cursor = place.end;
      return place;
    },
  };
}

export type WordPlaces = ReturnType<typeof createWordPlaces>;
