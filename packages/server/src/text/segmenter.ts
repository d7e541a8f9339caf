import { createBoundaries } from './boundaries.js';
import type { Cutting } from './cutting.js';
import { lastBoundary } from './endings.js';
import { createHeldText, type HeldText, isHighSurrogate, isLowSurrogate } from './held-text.js';
import { languageOf } from './languages/index.js';
import type { Cut } from './rule.js';
import { type Segment, unchanged } from './segment.js';

/**
 * Cuts streamed text into segments. However the same text is split into pushes, the same segments come out.
 *
 * Joined, the segments are the text that was pushed; but lone surrogates are replaced by U+FFFD and control
 * characters other than tab and line breaks by a space. A segment takes along the white space that proved its end;
 * more white space, which had not yet arrived, begins the next one. A segment with nothing to say comes only at a
 * flush, or when there is more of it than one segment holds.
 *
 * No segment ends within a grapheme, with one exception: a combining mark that follows the very white space that
 * ended a sentence begins the next segment, for waiting to see whether one comes would delay every sentence.
 */
export interface Segmenter {
  /** Characters held back because their segment is not complete. */
  readonly buffered: number;
  /** Whether what is held is a whole sentence, unless what comes next makes it none: "Hello there." before a blank. */
  readonly endsInSentence: boolean;
  /** Adds text; returns the segments that are complete by it. */
  push(text: string): readonly Segment[];
  /** No more text is coming for a while: what is held, up to the last word boundary. Empty if that is nothing to say. */
  idle(): readonly Segment[];
  /** The rest, as it is. The next push begins a new utterance. */
  flush(): readonly Segment[];
}

export interface SegmenterOptions {
  readonly cutting: Cutting;
  /** BCP 47; chooses the abbreviations. */
  readonly language: string;
  /** Where the first character stands in the session's text. */
  readonly start?: number;
}

const replacement = 0xfffd;
const space = 0x20;
const lineBreaks = [0x0a, 0x2028, 0x0085];

/** Each character is read once when it arrives, and once more if it arrived before the segment ahead of it was cut. */
export function createSegmenter(options: SegmenterOptions, held: HeldText = createHeldText()): Segmenter {
  const boundaries = createBoundaries(held, options.cutting, languageOf(options.language));
  let start = options.start ?? 0;
  let next = 0; // the first character in `held` that was not read
  let highSurrogate = 0; // the first half of a character whose second half has not arrived; 0: none

  function accept(unit: number, segments: Segment[]): void {
    if (highSurrogate !== 0) {
      const first = highSurrogate;
      highSurrogate = 0;
      if (isLowSurrogate(unit)) {
        held.append(first);
        held.append(unit);
        read(segments);
        return;
      }
      held.append(replacement);
      read(segments);
    }
    if (isHighSurrogate(unit)) {
      highSurrogate = unit;
      return;
    }
    held.append(isLowSurrogate(unit) ? replacement : isControl(unit) ? space : unit);
    read(segments);
  }

  function read(segments: Segment[]): void {
    while (next < held.length) {
      const code = held.codeAt(next);
      const end = next + (code > 0xffff ? 2 : 1);
      const cut = boundaries.read(next, end, code);
      if (cut === undefined) next = end;
      else segments.push(take(cut, false));
    }
  }

  function take({ at, boundary }: Cut, endsUtterance: boolean): Segment {
    const text = held.slice(0, at);
    boundaries.restart({
      utterance: endsUtterance,
      paragraph: endsUtterance || boundary === 'paragraph',
      sentence: endsUtterance || boundary === 'sentence' || boundary === 'paragraph',
      line: lineBreaks.includes(held.codeBefore(at)),
      spoken: boundaries.isSayableBefore(at),
    });
    held.drop(at);
    const source = unchanged(start, at);
    start += at;
    next = 0;
    return { text, boundary, source };
  }

  return {
    get buffered() {
      return held.length + (highSurrogate === 0 ? 0 : 1);
    },
    get endsInSentence() {
      return highSurrogate === 0 && boundaries.restsInSentence;
    },
    push(text) {
      const segments: Segment[] = [];
      for (let index = 0; index < text.length; index++) accept(text.charCodeAt(index), segments);
      return segments;
    },
    idle() {
      const segments: Segment[] = [];
      const cut = boundaries.resting;
      if (cut === undefined) return segments;
      segments.push(take(cut, false));
      read(segments);
      return segments;
    },
    flush() {
      const segments: Segment[] = [];
      if (highSurrogate !== 0) {
        highSurrogate = 0;
        held.append(replacement);
        read(segments);
      }
      if (held.length > 0) segments.push(take({ at: held.length, boundary: lastBoundary(held) }, true));
      else boundaries.restart({ utterance: true, paragraph: true, sentence: true, line: false, spoken: false });
      return segments;
    },
  };
}

function isControl(unit: number): boolean {
  return unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d;
}
