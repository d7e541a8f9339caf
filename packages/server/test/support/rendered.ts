/** Finds what came over the wire in what a browser rendered. */

/** A stretch of speech as it was played. Frames are places in what was rendered. */
export interface Played {
  /** Where its first sample is. */
  readonly startsAt: number;
  /** How many of its samples follow there, one after the other and each exactly as it came. */
  readonly length: number;
}

/** Of frames: browsers render so many at a time. */
export const quantum = 128;

/**
 * Finds speech that is the first sound from a frame on. Where the speakers are faster than the wire, `stride` times, the
 * frames in between are not looked at.
 */
export function findPlayed(rendered: Float32Array, from: number, wire: Float32Array, stride = 1): Played {
  const sound = firstSound(rendered, from);
  // What is between samples may be heard a little before the first of them.
  const places = Array.from({ length: stride * 4 }, (_, ahead) => sound - stride * firstSound(wire, 0) + ahead);
  const found = places.map((startsAt) => ({ startsAt, length: equalLength(rendered, startsAt, wire, stride) }));
  return found.reduce((best, place) => (place.length > best.length ? place : best));
}

/** Where speech that is the first sound ends in what was rendered, over the gaps that a busy machine makes; -1 where some of it is
 *  missing. A player fades out before a gap and in behind it, each for less than a quantum. */
export function endOfPlayed(rendered: Float32Array, wire: Float32Array): number {
  const { startsAt, length } = findPlayed(rendered, 0, wire);
  let [at, done] = [startsAt + length, length];
  while (done < wire.length) {
    const behind = Math.min(done + quantum, wire.length);
    const run = wire.subarray(behind, behind + runLength);
    const found = rendered
      .subarray(at)
      .findIndex((_, start) => equalLength(rendered, at + start, run, 1) === run.length);
    if (found === -1) return -1;
    const length = equalLength(rendered, at + found, wire.subarray(behind), 1);
    [at, done] = [at + found + length, behind + length];
  }
  return at;
}

/** In frames: no other place reads the same for so long. */
const runLength = 240;

/** The first frame that is not silent; the length of it all where there is none. */
export function firstSound(samples: Float32Array, from: number): number {
  const found = samples.subarray(from).findIndex((sample) => sample !== 0);
  return found < 0 ? samples.length : from + found;
}

/** Where these samples follow each other for the last time; -1 where they do not. */
export function lastIndexOfRun(samples: Float32Array, run: Float32Array): number {
  return samples.findLastIndex((_, at) => run.every((sample, index) => samples[at + index] === sample));
}

function equalLength(rendered: Float32Array, startsAt: number, wire: Float32Array, stride: number): number {
  const differs = wire.findIndex((sample, index) => rendered[startsAt + index * stride] !== sample);
  return differs < 0 ? wire.length : differs;
}
