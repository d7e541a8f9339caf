import type { SpeechError } from '../errors.js';
import type { WordTiming } from '../synthesizers/synthesizer.js';

/** A tag given with flush or clear, returned with the answer. */
export type Mark = string | number | undefined;

/** What a session says, in the order in which a listener must learn it. Times are milliseconds on the session's audio timeline:
 *  0 is the first sample it ever handed out, and a clear sets the position back to what was handed out. */
export type SpeechEvent =
  | { readonly type: 'segment'; readonly id: number; readonly state: 'start' | 'end'; readonly text: string }
  | { readonly type: 'audio'; readonly data: Uint8Array; readonly startMs: number; readonly durationMs: number }
  /** Where they were asked for: after each audio, the words that end in it, which may be none. */
  | { readonly type: 'timestamps'; readonly words: readonly WordTiming[] }
  | { readonly type: 'flushed'; readonly mark: Mark; readonly utterance: UtteranceReport }
  | { readonly type: 'cleared'; readonly mark: Mark; readonly dropped: readonly Mark[]; readonly heard: HeardReport }
  /** Where that was asked for: an utterance could not be spoken to its end, and its flush is not answered. */
  | { readonly type: 'failed'; readonly error: SpeechError; readonly dropped: readonly Mark[] };

/** What lay between two flushes. */
export interface UtteranceReport {
  readonly characters: number;
  readonly startMs: number;
  readonly durationMs: number;
}

/** What a listener had heard when a clear came, of the utterances that were not over by then.
 *  `textSpoken + textRemaining` is their text, to the character. */
export interface HeardReport {
  readonly textSpoken: string;
  readonly textRemaining: string;
  /** The position on the session's timeline that the report speaks of. */
  readonly audioMs: number;
}
