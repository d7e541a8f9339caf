/** How loud it is, at the ear rather than at the socket: audio counts when it is played. */

export interface HeardLevels {
  /** Audio that waits to be played. */
  add(samples: Float32Array): void;
  /** The playback has come so far, in milliseconds since the last drop. */
  advance(positionMs: number): void;
  /** What waits is never played, and the position counts anew. */
  drop(): void;
  /** The loudest sample that was played since this was last asked, from 0 to 1. */
  take(): number;
}

const pieceMs = 10;

/** More than ever waits, unless the browser does not play at all. */
const maxPieces = 3000;

export function createHeardLevels(sampleRate: number): HeardLevels {
  const pieceLength = (sampleRate * pieceMs) / 1000;
  let waiting: number[] = [];
  let piecesBefore = 0;
  let samplesSeen = 0;
  let loudest = 0;

  return {
    add(samples) {
      for (const sample of samples) {
        const piece = Math.floor(samplesSeen / pieceLength) - piecesBefore;
        if (piece >= 0 && piece < maxPieces) waiting[piece] = Math.max(waiting[piece] ?? 0, Math.abs(sample));
        samplesSeen += 1;
      }
    },
    advance(positionMs) {
      const count = Math.floor(positionMs / pieceMs) - piecesBefore;
      if (count <= 0) return;
      for (const level of waiting.splice(0, count)) loudest = Math.max(loudest, level ?? 0);
      piecesBefore += count;
    },
    drop() {
      waiting = [];
      piecesBefore = samplesSeen = 0;
    },
    take() {
      const level = Math.min(1, loudest);
      loudest = 0;
      return level;
    },
  };
}
