/** The loudness of audio as it comes, in pieces of equal length. */

export interface Peaks {
  /** How much audio there is, in milliseconds. */
  readonly durationMs: number;
  add(samples: Float32Array): void;
  /** The loudest sample of each of `count` equal parts of `spanMs`, from 0 to 1; what has not come yet is undefined. */
  columns(count: number, spanMs: number): readonly (number | undefined)[];
}

const pieceMs = 10;

/** Grows by four bytes for every hundredth of a second. */
export function createPeaks(sampleRate: number): Peaks {
  const pieceLength = Math.max(1, Math.round((sampleRate * pieceMs) / 1000));
  const peaks: number[] = [];
  let samplesSeen = 0;

  function durationMs(): number {
    return (samplesSeen * 1000) / sampleRate;
  }

  return {
    get durationMs() {
      return durationMs();
    },
    add(samples) {
      for (const sample of samples) {
        const piece = Math.floor(samplesSeen / pieceLength);
        peaks[piece] = Math.max(peaks[piece] ?? 0, Math.min(1, Math.abs(sample)));
        samplesSeen += 1;
      }
    },
    columns(count, spanMs) {
      const perColumn = (spanMs * sampleRate) / 1000 / pieceLength / count;
      return Array.from({ length: count }, (_, column) => {
        const first = Math.floor(column * perColumn);
        const last = Math.max(first + 1, Math.floor((column + 1) * perColumn));
        const own = peaks.slice(first, last);
        return own.length === 0 ? undefined : Math.max(...own);
      });
    },
  };
}

const spansMs = [4, 6, 8, 12, 16, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1800].map((seconds) => seconds * 1000);

/** How much time the whole width stands for: it grows in steps, so that the picture stands still between them. */
export function spanFor(durationMs: number): number {
  return spansMs.find((spanMs) => spanMs >= durationMs) ?? durationMs;
}

/** Where the time axis is marked, in milliseconds: with as many round times as there is room for. */
export function marksFor(spanMs: number, room: number): readonly number[] {
  const stepMs = stepsMs.find((candidate) => spanMs / candidate <= room) ?? spanMs;
  return Array.from({ length: Math.ceil(spanMs / stepMs) }, (_, index) => index * stepMs);
}

const stepsMs = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300].map((seconds) => seconds * 1000);
