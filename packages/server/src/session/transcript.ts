import type { WordTiming } from '../synthesizers/synthesizer.js';
import type { Segment } from '../text/segment.js';
import type { HeardReport, UtteranceReport } from './events.js';

/** Utterances that are over are kept this long, for a clear that names an earlier playback position. */
const rememberedUtterances = 8;
/** The same bound within one utterance that never ends: what was spoken longest ago is forgotten first. */
const rememberedCharacters = 50_000;

interface Utterance {
  textStart: number;
  readonly startMs: number;
  textEnd: number;
  endMs: number;
  /** Its flush was reached: nothing will be added to it. */
  over: boolean;
  spans: Span[];
}

/** A stretch of text and the audio that speaks it. */
interface Span {
  readonly textStart: number;
  readonly textEnd: number;
  readonly startMs: number;
  endMs: number;
  readonly exact: boolean;
}

/** Remembers which text stands behind which audio, so that a clear can say what was heard.
 *  Positions are UTF-16 units of the session's text and milliseconds of its timeline. */
export class Transcript {
  #text = '';
  #textStart = 0;
  #utterances: Utterance[] = [];

  /** How much text the session was ever given. */
  get textEnd(): number {
    return this.#textStart + this.#text.length;
  }

  append(text: string): void {
    this.#text += text;
  }

  beginUtterance(textStart: number, startMs: number): void {
    this.#utterances.push({ textStart, textEnd: textStart, startMs, endMs: startMs, over: false, spans: [] });
    this.#forget();
  }

  beginSegment(segment: Segment, startMs: number): void {
    this.#forget();
    const { start, end } = segment.source;
    this.#current()?.spans.push({ textStart: start, textEnd: end, startMs, endMs: startMs, exact: false });
  }

  addWords(words: readonly WordTiming[]): void {
    const spans = this.#current()?.spans;
    for (const { textStart, textEnd, startMs, endMs } of words) {
      spans?.push({ textStart, textEnd, startMs, endMs, exact: true });
    }
  }

  addAudio(endMs: number): void {
    const utterance = this.#current();
    if (utterance === undefined) return;
    utterance.endMs = endMs;
    const segment = utterance.spans.findLast((span) => !span.exact);
    if (segment !== undefined) segment.endMs = endMs;
  }

  endUtterance(textEnd: number): UtteranceReport {
    const utterance = this.#current();
    if (utterance === undefined) return { characters: 0, startMs: 0, durationMs: 0 };
    utterance.over = true;
    utterance.textEnd = textEnd;
    const { textStart, startMs, endMs } = utterance;
    return { characters: textEnd - textStart, startMs, durationMs: endMs - startMs };
  }

  /** What a listener had heard at `positionMs`, of the utterances that were not over by then. */
  heard(positionMs: number): HeardReport {
    const open = this.#utterances.find((utterance) => !utterance.over || utterance.endMs > positionMs);
    const last = this.#utterances.at(-1);
    const from = open?.textStart ?? last?.textEnd ?? this.#textStart;
    const cut = open === undefined ? from : Math.max(from, this.#cutAt(positionMs));
    return {
      textSpoken: this.#slice(from, cut),
      textRemaining: this.#slice(cut, this.textEnd),
      audioMs: positionMs,
    };
  }

  /** After a clear: what was dropped is over, and the timeline goes on from what was handed out. */
  clear(): void {
    this.#textStart = this.textEnd;
    this.#text = '';
    this.#utterances = [];
  }

  #current(): Utterance | undefined {
    const last = this.#utterances.at(-1);
    return last?.over === false ? last : undefined;
  }

  /** The end of the last word of which at least half was heard, with the punctuation that clings to it. */
  #cutAt(positionMs: number): number {
    let cut = 0;
    for (const { spans } of this.#utterances) {
      const hasWords = spans.some((span) => span.exact);
      for (const span of spans) {
        if (span.exact !== hasWords || positionMs <= span.startMs) continue;
        cut = Math.max(cut, span.exact ? wordCut(span, positionMs) : this.#estimate(span, positionMs));
      }
    }
    return cut === 0 ? 0 : this.#untilSpace(cut);
  }

  /** Without word timings: as much of the segment's text as of its audio, to the last whole word. */
  #estimate(span: Span, positionMs: number): number {
    const share = Math.min(1, (positionMs - span.startMs) / (span.endMs - span.startMs));
    const cut = span.textStart + Math.floor((span.textEnd - span.textStart) * share);
    if (share === 1) return cut;
    const text = this.#slice(span.textStart, cut);
    return span.textStart + Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n')) + 1;
  }

  #untilSpace(position: number): number {
    let end = position;
    while (end < this.textEnd && !/[\s\p{L}\p{N}]/u.test(this.#slice(end, end + 1))) end += 1;
    return end;
  }

  #slice(from: number, to: number): string {
    return this.#text.slice(from - this.#textStart, to - this.#textStart);
  }

  #forget(): void {
    while (this.#utterances.length > rememberedUtterances) this.#utterances.shift();
    const oldest = this.#utterances[0];
    if (oldest === undefined) return;
    if (this.textEnd - oldest.textStart > 2 * rememberedCharacters) {
      oldest.spans = oldest.spans.filter((span) => span.textStart >= this.textEnd - rememberedCharacters);
      oldest.textStart = oldest.spans[0]?.textStart ?? this.textEnd - rememberedCharacters;
    }
    this.#text = this.#text.slice(oldest.textStart - this.#textStart);
    this.#textStart = oldest.textStart;
  }
}

function wordCut(word: Span, positionMs: number): number {
  return positionMs >= (word.startMs + word.endMs) / 2 ? word.textEnd : 0;
}
