/** What became of a session's audio: how much of it was heard, and which utterances to their end. */
import type { Track } from '../line/line.js';
import type { Utterance } from './script.js';

/** The track counts samples and the session milliseconds; they may be out by a fraction of one. */
const toleranceMs = 0.5;

export interface Playout {
  /** Audio that was written and not sent to the listener yet. */
  readonly aheadMs: number;
  /** Whether an utterance that was written completely waits to be heard to its end. */
  readonly isWaiting: boolean;
  /** Adds audio that begins at `startMs` of the session's timeline. Settles when there is room for more. */
  play(samples: Int16Array, startMs: number, durationMs: number): Promise<void>;
  /** All audio of this utterance was written; the track may rest behind it. */
  complete(utterance: Utterance): void;
  /** Settles when all that was written has been heard, or was dropped. */
  rest(): Promise<void>;
  /** Silence. */
  clear(): Interruption;
  close(): void;
}

/** How far a listener had come. */
export interface Interruption {
  /** Up to where they heard, on the session's timeline. */
  readonly positionMs: number;
  /** Complete utterances that they heard to the end, and did not tell of yet. */
  readonly heard: readonly Utterance[];
  /** The first complete one that they did not. */
  readonly cutShort: Utterance | undefined;
}

/** `onHeard` is called for each complete utterance, in order, when its last sample has been played. */
export function createPlayout(track: Track, onHeard: (utterance: Utterance) => void): Playout {
  let waiting: { readonly utterance: Utterance; readonly endMs: number }[] = [];
  let writtenMs = 0;
  /** Where the session's timeline stands at the beginning of the track's. */
  let offsetMs = 0;

  async function awaitEnd(utterance: Utterance): Promise<void> {
    const wasHeard = await track.rest();
    if (!wasHeard || !waiting.some((entry) => entry.utterance === utterance)) return;
    while (waiting[0] !== undefined && waiting[0].utterance.id <= utterance.id) onHeard(waiting.shift()!.utterance);
  }

  return {
    get aheadMs() {
      return Math.max(0, writtenMs - track.playedMs);
    },
    get isWaiting() {
      return waiting.length > 0;
    },
    play(samples, startMs, durationMs) {
      offsetMs = startMs - writtenMs;
      writtenMs += durationMs;
      return track.write(samples);
    },
    complete(utterance) {
      waiting.push({ utterance, endMs: offsetMs + writtenMs });
      void awaitEnd(utterance);
    },
    async rest() {
      await track.rest();
    },
    clear() {
      const playedMs = offsetMs + track.playedMs;
      const heard = waiting.filter(({ endMs }) => endMs <= playedMs + toleranceMs);
      const positionMs = Math.max(playedMs, ...heard.map(({ endMs }) => endMs));
      const cutShort = waiting[heard.length]?.utterance;
      waiting = [];
      track.clear();
      writtenMs = track.playedMs;
      return { positionMs, heard: heard.map(({ utterance }) => utterance), cutShort };
    },
    close() {
      waiting = [];
      track.close();
    },
  };
}
