import type { WordTiming } from '../synthesizers/synthesizer.js';
import type { Segment } from '../text/segment.js';
import type { HeardReport, UtteranceReport } from './events.js';

/** Utterances that are over are kept this long, for a clear that names an earlier playback position. */
const rememberedUtterances = 8;
/** The same bound within one utterance that never ends: what was spoken longest ago is forgotten first. */
const rememberedCharacters = 50_000;

interface Utterance {
  readonly textStart: number;
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
  /** A word as the engine timed it; otherwise a whole segment. */
  readonly exact: boolean;
}

/** Remembers which text stands behind which audio, so that a clear can say what was heard.
 *  Positions are UTF-16 units of the session's text and milliseconds of its timeline. */
export class Transcript {
  /** From `#textStart` on; what is before it was forgotten. */
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
    if (this.#utterances.length > rememberedUtterances) this.#utterances.shift();
    this.#forgetBefore(this.#utterances[0]?.textStart ?? textStart);
  }

  beginSegment({ source }: Segment, startMs: number): void {
    const utterance = this.#current();
    if (utterance === undefined) return;
    const { start: textStart, end: textEnd } = source;
    if (textStart - this.#textStart > 2 * rememberedCharacters) {
      const keptFrom = textStart - rememberedCharacters;
      utterance.spans = utterance.spans.filter((span) => span.textStart >= keptFrom);
      this.#utterances = [utterance];
      this.#forgetBefore(keptFrom);
    }
    utterance.spans.push({ textStart, textEnd, startMs, endMs: startMs, exact: false });
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

  /** `positionMs` is where an utterance without any text stands. */
  endUtterance(textEnd: number, positionMs: number): UtteranceReport {
    const utterance = this.#current();
    if (utterance === undefined) return { characters: 0, startMs: positionMs, durationMs: 0 };
    utterance.over = true;
    utterance.textEnd = textEnd;
    const { textStart, startMs, endMs } = utterance;
    return { characters: textEnd - textStart, startMs, durationMs: endMs - startMs };
  }

  /** What a listener had heard at `positionMs`, of the utterances that were not over by then. */
  heard(positionMs: number): HeardReport {
    const open = this.#utterances.find((utterance) => !utterance.over || utterance.endMs > positionMs);
    const from = Math.max(this.#textStart, open?.textStart ?? this.#utterances.at(-1)?.textEnd ?? 0);
    const cut = open === undefined ? from : Math.max(from, this.#cutAt(positionMs));
    return {
      textSpoken: this.#slice(from, cut),
      textRemaining: this.#slice(cut, this.textEnd),
      audioMs: positionMs,
    };
  }

  /** After a clear: what was dropped is over, and the timeline goes on from what was handed out. */
  clear(): void {
    this.#forgetBefore(this.textEnd);
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
      const timed = spans.some((span) => span.exact);
      for (const span of spans) {
        if (span.exact !== timed || positionMs <= span.startMs) continue;
        cut = Math.max(cut, timed ? wordCut(span, positionMs) : this.#estimate(span, positionMs));
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
    return this.#text.slice(Math.max(0, from - this.#textStart), Math.max(0, to - this.#textStart));
  }

  #forgetBefore(textStart: number): void {
    if (textStart <= this.#textStart) return;
    this.#text = this.#text.slice(textStart - this.#textStart);
    this.#textStart = textStart;
  }
}

function wordCut(word: Span, positionMs: number): number {
  return positionMs >= (word.startMs + word.endMs) / 2 ? word.textEnd : 0;
}
