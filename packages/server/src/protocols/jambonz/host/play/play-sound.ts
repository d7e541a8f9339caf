/** Plays a sound that is there already, and counts what is heard of it. */
import type { Track } from '../line/line.js';
import type { Sound } from './sound.js';

export interface PlaySoundOptions {
  /** Of the sound and the track, in Hz. */
  readonly sampleRate: number;
  /** How often it is played. Default: once; less than once is once as well. */
  readonly loop?: number | 'forever';
  /** Samples of 8000 Hz that are left out the first time. */
  readonly seekOffset?: number;
  /** When to end, though it may not have been played to its end; 0: never. */
  readonly timeoutSecs?: number;
}

/** What was played, for a hook to tell; keys become snake_case on the wire. */
export interface Playback {
  readonly playbackSeconds: number;
  readonly playbackMilliseconds: number;
  /** A place in the sound, as `seekOffset` counts it, so that one may go on from there. */
  readonly playbackLastOffsetPos: string;
}

/** Places in a sound are counted as a telephone's samples, whatever the line plays. */
const offsetRate = 8000;

/** What is written at once, in seconds: a sound of any length takes little room on the line. */
const writeSeconds = 0.2;

/** Settles when the last of it was played, or it was cleared: by the signal, or by somebody else. */
export async function playSound(
  sound: Sound,
  track: Pick<Track, 'playedMs' | 'isSounding' | 'write' | 'rest' | 'clear'>,
  options: PlaySoundOptions,
  signal: AbortSignal,
): Promise<Playback> {
  const { sampleRate, seekOffset = 0 } = options;
  const start = Math.min(sound.length, Math.max(0, Math.round((seekOffset * sampleRate) / offsetRate)));
  const length = lengthOf(sound, start, options);
  const beforeMs = track.playedMs;
  const playedMs = () => track.playedMs - beforeMs;

  const clear = () => track.clear();
  signal.addEventListener('abort', clear, { once: true });
  try {
    for (let written = 0; written < length && !signal.aborted; ) {
      const piece = cut(sound, start + written, Math.min(length - written, Math.ceil(writeSeconds * sampleRate)));
      written += piece.length;
      await track.write(piece);
      // Silent before all of it was heard: it was cleared.
      if (!track.isSounding && Math.round((playedMs() * sampleRate) / 1000) < written) break;
    }
    await track.rest();
  } finally {
    signal.removeEventListener('abort', clear);
  }
  return report(playedMs(), start, sound.length, sampleRate);
}

/** In samples, all rounds together. */
function lengthOf(sound: Sound, start: number, options: PlaySoundOptions): number {
  const { loop = 1, timeoutSecs = 0, sampleRate } = options;
  if (sound.length === 0) return 0;
  const rounds = loop === 'forever' ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(loop));
  const all = rounds * sound.length - start;
  return timeoutSecs > 0 ? Math.min(all, Math.round(timeoutSecs * sampleRate)) : all;
}

/** A part of a sound that begins again whenever it ends. */
function cut(sound: Sound, from: number, length: number): Int16Array {
  const piece = new Int16Array(length);
  for (let at = 0; at < length; ) {
    const place = (from + at) % sound.length;
    const part = sound.cut(place, length - at);
    piece.set(part, at);
    at += part.length;
  }
  return piece;
}

function report(playedMs: number, start: number, length: number, sampleRate: number): Playback {
  const end = start + Math.round((playedMs * sampleRate) / 1000);
  // The very end is a place as well; what lies beyond it is a place in a later round.
  const place = end === 0 ? 0 : ((end - 1) % length) + 1;
  return {
    playbackSeconds: Math.floor(playedMs / 1000),
    playbackMilliseconds: Math.round(playedMs),
    playbackLastOffsetPos: String(Math.round((place * offsetRate) / sampleRate)),
  };
}
