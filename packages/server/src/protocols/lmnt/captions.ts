/** What is heard when: an utterance's text, cut into words, white space, punctuation and silence, each with its time. */
import type { SpeechEvent } from '../../session/events.js';
import { createPace, shareOut } from './caption-estimate.js';
import { CaptionText, partsOf } from './caption-text.js';
import { type CaptionToken, CaptionTrack } from './caption-track.js';

export type { CaptionToken } from './caption-track.js';

export interface CaptionOptions {
  /** Times begin at 0 with every piece of audio, which its tokens fill. Otherwise they begin with every utterance, and a
   *  pause is told together with what follows it. */
  readonly perPiece: boolean;
  /** The audio is cut where its words end. Otherwise a word may end in a later piece than the one it is told with, since
   *  the encoder holds some audio back. */
  readonly exact: boolean;
}

/** Follows a session from both sides: the text that goes in, and the events that come out.
 *  Each token of an utterance begins where the one before it ends. Together their texts are the text as it was sent, and
 *  their durations are its audio's. Silence is an empty text; it opens and closes an utterance even if it takes no time.
 *  Where the engine times no words, their times are estimates. */
export interface Captions {
  append(text: string): void;
  flush(): void;
  /** What was appended is dropped. What is told of audio from here on is stale, and ignored until `resume`. */
  reset(): void;
  /** The reset is answered: once for each. */
  resume(): void;
  /** Whether text waits that will be heard. */
  readonly waiting: boolean;
  /** A piece of audio comes; `words` is called next. */
  audio(piece: Piece): void;
  /** Gives what can be told once these words have ended. */
  words(ended: readonly Word[]): readonly CaptionToken[];
  /** A flush is reached; gives the rest of the utterance: nothing where it had no audio. */
  end(): readonly CaptionToken[];
}

type Piece = Pick<Extract<SpeechEvent, { type: 'audio' }>, 'startMs' | 'durationMs'>;
type Word = Extract<SpeechEvent, { type: 'timestamps' }>['words'][number];

/** What lasts less is no silence but part of the word; resamplers hold back almost as much. */
const minSilenceMs = 10;

export function createCaptions({ perPiece, exact }: CaptionOptions): Captions {
  const text = new CaptionText();
  const pace = createPace();
  let track: CaptionTrack | undefined;
  let pieceEndMs = 0;
  let resets = 0;
  /** Whether this engine ever said when a word is heard. Those that do seldom give audio without a word in it. */
  let timesWords = false;

  function tell(word: Word, track: CaptionTrack): void {
    const inPiece = (ms: number) => (exact ? Math.min(ms, pieceEndMs) : ms);
    const [start, end] = bareWord(word, text.read(word.textStart, word.textEnd));
    lead(text.takeUntil(start), inPiece(word.startMs), track);
    const spoken = text.takeUntil(end);
    if (spoken === '') track.extend(inPiece(word.endMs));
    else track.say(spoken, inPiece(word.endMs));
  }

  /** The words that are likely to begin in the piece, which share it. */
  function guess(track: CaptionTrack): void {
    pace.hear(pieceEndMs - track.atMs);
    shareOut(text.takeWords(pace.begins), pieceEndMs, track);
  }

  /** The rest of the piece: the punctuation behind its last word, or silence. */
  function fill(track: CaptionTrack): void {
    const leftMs = pieceEndMs - track.atMs;
    if (leftMs <= 0) return;
    if (leftMs < minSilenceMs && track.isExtensible) track.extend(pieceEndMs);
    else track.say(track.begun ? text.takePunctuation() : '', pieceEndMs);
  }

  return {
    append: (added) => text.append(added),
    flush: () => text.flush(),
    reset() {
      text.reset();
      pace.reset();
      track = undefined;
      resets += 1;
    },
    resume() {
      resets -= 1;
    },
    get waiting() {
      return text.isSayable;
    },
    audio({ startMs, durationMs }) {
      if (resets > 0) return;
      track ??= new CaptionTrack(startMs);
      if (perPiece) track.countFrom(startMs);
      pieceEndMs = startMs + durationMs;
    },
    words(ended) {
      if (track === undefined) return [];
      timesWords ||= ended.length > 0;
      for (const word of ended) tell(word, track);
      if (perPiece && !timesWords) guess(track);
      if (perPiece) fill(track);
      return track.take();
    },
    end() {
      if (resets > 0) return [];
      const rest = text.takeFlushed();
      if (track === undefined) return [];
      pace.end(rest);
      if (track.begun || !shareOut(rest, pieceEndMs, track)) lead(rest, pieceEndMs, track);
      if (!track.silent || track.atMs < pieceEndMs) track.say('', pieceEndMs);
      const tokens = track.take();
      track = undefined;
      return tokens;
    },
  };
}

/** What stands between two words. The time there belongs to its first punctuation, or, where it has none, to silence. */
function lead(between: string, untilMs: number, track: CaptionTrack): void {
  const parts = partsOf(between);
  const opens = !track.begun;
  const pauses = untilMs - track.atMs >= minSilenceMs;
  const paused = pauses && !opens ? parts.findIndex((part) => /^\p{P}/u.test(part)) : -1;
  if (opens || (pauses && paused < 0)) track.say('', untilMs);
  for (const [index, part] of parts.entries()) track.say(part, index === paused ? untilMs : track.atMs);
}

const openingMarks = /^[\p{Ps}\p{Pi}"'¿¡]+/u;
const closingMarks = /[\p{Pe}\p{Pf}"'.,;:!?…、。，！？；：،؛؟।॥]+$/u;

/** Where a word begins and ends without the punctuation that clings to it: engines differ in what they call a word. */
function bareWord({ textStart, textEnd }: Word, text: string): readonly [start: number, end: number] {
  const before = openingMarks.exec(text)?.[0].length ?? 0;
  const after = closingMarks.exec(text)?.[0].length ?? 0;
  return before + after < text.length ? [textStart + before, textEnd - after] : [textStart, textEnd];
}
