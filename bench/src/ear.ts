/** Hears when speech begins: not the first byte, but the first sound. */

const frameMs = 10;
/** Root mean square of a frame, of full scale, from which it counts as sound. */
const audibleLevel = 0.01;

export interface Ear {
  /** Linear 16-bit audio in any pieces, with the time each arrived. */
  hear(piece: Buffer, at: number): void;
  /** When the first byte arrived; undefined before. */
  readonly firstByteAt: number | undefined;
  /** When a player that starts with the first byte lets the first audible frame be heard; undefined before. */
  readonly audibleAt: number | undefined;
}

/** An ear for one utterance. `onAudible` is called once. */
export function createEar(sampleRate: number, onAudible: () => void = () => {}): Ear {
  const frameSamples = (sampleRate * frameMs) / 1000;
  let firstByteAt: number | undefined;
  let audibleAt: number | undefined;
  let frames = 0;
  let inFrame = 0;
  let energy = 0;
  let half: number | undefined; // the low byte of a sample that was cut in two

  const sample = (value: number, at: number): void => {
    energy += value * value;
    inFrame += 1;
    if (inFrame < frameSamples) return;
    const level = Math.sqrt(energy / frameSamples) / 32_768;
    if (level > audibleLevel) audibleAt = Math.max(at, firstByteAt! + frames * frameMs);
    frames += 1;
    inFrame = 0;
    energy = 0;
  };

  return {
    get firstByteAt() {
      return firstByteAt;
    },
    get audibleAt() {
      return audibleAt;
    },
    hear(piece, at) {
      if (piece.length === 0) return;
      firstByteAt ??= at;
      if (audibleAt !== undefined) return;
      for (const byte of piece) {
        if (half === undefined) {
          half = byte;
          continue;
        }
        sample(((half | (byte << 8)) << 16) >> 16, at);
        half = undefined;
        if (audibleAt === undefined) continue;
        onAudible();
        return;
      }
    },
  };
}
