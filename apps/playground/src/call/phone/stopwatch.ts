/** What is measured of a call: how soon speech follows text, and how soon silence follows an interruption. */

/** In milliseconds. From the first token of an answer to its first audio; from the token that completed its first sentence to that
 *  audio and to the ear, which is negative where the voice did not wait for the whole sentence; from an interruption, the caller's or
 *  the application's, to silence. */
export type Measure = 'firstAudio' | 'sentenceAudio' | 'sentenceAudible' | 'silent';

/** Times are the page's, in milliseconds; places are milliseconds of audio since the last hush. */
export interface Stopwatch {
  /** Whether speech is being heard. */
  isSounding(nowMs: number): boolean;
  /** The application streamed a piece of text. */
  tokens(text: string, nowMs: number): void;
  /** What was streamed so far is to be spoken, whole sentence or not. */
  flush(nowMs: number): void;
  /** Audio came that begins at this place. */
  audio(beginsAtMs: number, durationMs: number, nowMs: number): void;
  /** The playback has come to this place, and what it plays is heard `latencyMs` later. */
  position(positionMs: number, latencyMs: number, nowMs: number): void;
  /** Somebody wants silence; text that has not become audio is not going to. */
  interrupt(nowMs: number): void;
  /** It is silent. */
  silence(nowMs: number): void;
  reset(): void;
}

/** An answer, as far as it is known. */
interface Answer {
  /** Until its first sentence is complete. */
  text: string;
  readonly tokenAtMs: number;
  sentenceAtMs?: number;
  audioAtMs?: number;
  /** The place of its first audio. */
  beginsAtMs?: number;
  audibleAtMs?: number;
}

/** A gap in the audio of one answer is shorter. */
const pauseMs = 300;

/** The player counts whole samples of its own, so its places are out by a few. */
const toleranceMs = 20;

/** Silence that comes later has another reason. */
const longestMs = 3000;

/** A sentence that is longer is not waited for. */
const maxCharacters = 2000;

export function createStopwatch(measured: (measure: Measure, durationMs: number) => void): Stopwatch {
  let answer: Answer | undefined;
  let interruptedAtMs: number | undefined;
  let lastAudioAtMs = Number.NEGATIVE_INFINITY;
  let writtenMs = 0;
  let positionMs = 0;

  function isSounding(nowMs: number): boolean {
    return writtenMs > positionMs + toleranceMs || nowMs - lastAudioAtMs < pauseMs;
  }

  /** The answer that text belongs to. What is streamed while another is still being heard has to wait for its turn, so of that
   *  nothing can be said. */
  function answering(nowMs: number): Answer | undefined {
    const isOver = answer === undefined || answer.audioAtMs !== undefined;
    if (isOver && !isSounding(nowMs)) answer = { text: '', tokenAtMs: nowMs };
    return answer;
  }

  function completeSentence(of: Answer, nowMs: number): void {
    of.text = '';
    of.sentenceAtMs = nowMs;
    if (of.audioAtMs !== undefined) measured('sentenceAudio', of.audioAtMs - nowMs);
    if (of.audibleAtMs !== undefined) measured('sentenceAudible', of.audibleAtMs - nowMs);
  }

  function quiet(): void {
    writtenMs = positionMs = 0;
    lastAudioAtMs = Number.NEGATIVE_INFINITY;
    interruptedAtMs = undefined;
  }

  return {
    isSounding,
    tokens(text, nowMs) {
      const current = text.trim() === '' ? answer : answering(nowMs);
      if (current === undefined || current.sentenceAtMs !== undefined) return;
      current.text = (current.text + text).slice(-maxCharacters);
      if (hasSentence(current.text)) completeSentence(current, nowMs);
    },
    flush(nowMs) {
      if (answer !== undefined && answer.sentenceAtMs === undefined) completeSentence(answer, nowMs);
    },
    audio(beginsAtMs, durationMs, nowMs) {
      if (answer !== undefined && answer.audioAtMs === undefined) {
        answer.audioAtMs = nowMs;
        answer.beginsAtMs = beginsAtMs;
        measured('firstAudio', nowMs - answer.tokenAtMs);
        if (answer.sentenceAtMs !== undefined) measured('sentenceAudio', nowMs - answer.sentenceAtMs);
      }
      writtenMs = beginsAtMs + durationMs;
      lastAudioAtMs = nowMs;
    },
    position(at, latencyMs, nowMs) {
      positionMs = at;
      if (answer?.beginsAtMs === undefined || answer.audibleAtMs !== undefined || at <= answer.beginsAtMs) return;
      answer.audibleAtMs = nowMs - (at - answer.beginsAtMs) + latencyMs;
      if (answer.sentenceAtMs !== undefined) measured('sentenceAudible', answer.audibleAtMs - answer.sentenceAtMs);
    },
    interrupt(nowMs) {
      // The caller's wish, and the same wish from the application, are one interruption.
      if (isSounding(nowMs) && !isRecent(interruptedAtMs, nowMs)) interruptedAtMs = nowMs;
      answer = undefined;
    },
    silence(nowMs) {
      if (isRecent(interruptedAtMs, nowMs)) measured('silent', nowMs - interruptedAtMs);
      quiet();
    },
    reset() {
      answer = undefined;
      quiet();
    },
  };
}

function isRecent(atMs: number | undefined, nowMs: number): atMs is number {
  return atMs !== undefined && nowMs - atMs < longestMs;
}

/** Whether a sentence ends in the text. A dot behind a digit may be a decimal's; whether a title or a name goes on after its dot
 *  only the voice knows. */
export function hasSentence(text: string): boolean {
  return /[^\s\d][.!?…؟۔]["'”’»)\]]*(?:\s|$)|[。！？]|\S\s*\n\n/u.test(text);
}
