/** Inline pronunciations and pauses. No engine of ours follows them yet, so of a pronunciation the word is spoken as
 *  usual, and of a pause nothing: a marker must never be read aloud. */

export interface Controls {
  /** Takes text as it comes; returns what of it can be spoken. A marker may be spread over several texts. */
  push(text: string): string;
  /** No more is coming: the beginning of a marker that did not become one. */
  flush(): string;
  /** Forgets what is held. */
  reset(): void;
}

export function createControls(): Controls {
  let held = '';
  const take = (): string => {
    const text = held;
    held = '';
    return text;
  };
  return {
    push(text) {
      const { spoken, rest } = withoutMarkers(take() + text);
      held = rest;
      return spoken;
    },
    flush: take,
    reset: () => void take(),
  };
}

/** Text that is complete, without its markers. */
export function stripControls(text: string): string {
  const { spoken, rest } = withoutMarkers(text);
  return spoken + rest;
}

/** Longer ones are not markers: a word of 128 characters and its pronunciation fit well. Bounds what is held, and how
 *  far an opening is read on for its end. */
const maxMarkerLength = 600;

function withoutMarkers(text: string): { spoken: string; rest: string } {
  let spoken = '';
  let rest = text;
  for (;;) {
    const start = findMarker(rest);
    if (start < 0) return { spoken: spoken + rest, rest: '' };
    spoken += rest.slice(0, start);
    rest = rest.slice(start);
    const marker = readMarker(rest.slice(0, maxMarkerLength));
    if (marker === undefined && mayBecomeMarker(rest)) return { spoken, rest };
    spoken += marker?.says ?? rest.slice(0, 1);
    rest = rest.slice(marker?.length ?? 1);
  }
}

const opening = /\\?\{\s*(?:pause|"word"|"pronounce")/;
const begunOpening = /(?:\\|\\?\{\s*"?[a-z]*)$/;

/** Where a marker may begin, or -1. Both patterns are quick on any text: a client may send megabytes of braces. */
function findMarker(text: string): number {
  const start = text.search(opening);
  return start < 0 ? text.search(begunOpening) : start;
}

/** `\{pause:500\}`, `{pause:1.5s}`, `{pause:{duration_ms:500}}`; braces with and without a backslash. No part may match
 *  what the part before it can also match: the time would grow with the square of the text. */
const pause = /^\\?\{\s*pause\s*:(?:\s*\\?\{[^{}]*\}\s*\\?|[^{}]*)\}/;
/** `\{"word": "…", "pronounce": "…"\}`. */
const braces = /^\\?\{([^{}]*?)\\?\}/;

function readMarker(text: string): { says: string; length: number } | undefined {
  const length = pause.exec(text)?.[0].length;
  if (length !== undefined) return { says: '', length };
  const [whole, inside] = braces.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const word = pronouncedWord(`{${inside}}`);
  return word === undefined ? undefined : { says: word, length: whole.length };
}

function pronouncedWord(json: string): string | undefined {
  try {
    const { word, pronounce } = JSON.parse(json) as { word?: unknown; pronounce?: unknown };
    return typeof word === 'string' && typeof pronounce === 'string' ? word : undefined;
  } catch {
    return undefined;
  }
}

const openings = ['pause', '"word"', '"pronounce"'];

function mayBecomeMarker(text: string): boolean {
  if (text.length > maxMarkerLength) return false;
  const inside = text.replace(/^\\?\{?\s*/, '');
  if (!openings.some((opening) => opening.startsWith(inside) || inside.startsWith(opening))) return false;
  // What closed without being a marker stays what it is; only a pause may hold another pair of braces.
  return /^pause\s*:\s*\\?\{[^{}]*\}?\s*\\?$/.test(inside) || !/[{}]/.test(inside);
}
