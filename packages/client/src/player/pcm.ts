/** Makes samples of bytes that may be cut anywhere, also within a sample. */
export interface PcmReader {
  /** The samples that are complete now, from -1 to 1. */
  read(bytes: Uint8Array): Float32Array;
  /** Forgets the beginning of a sample whose rest will not come. */
  reset(): void;
}

export type PcmFormat = 'pcm_s16le' | 'pcm_f32le';

const formats = {
  pcm_s16le: { width: 2, sample: (view, at) => view.getInt16(at, true) / 32_768 },
  pcm_f32le: { width: 4, sample: (view, at) => view.getFloat32(at, true) },
} satisfies Record<PcmFormat, { width: number; sample: (view: DataView, at: number) => number }>;

export function createPcmReader(format: PcmFormat): PcmReader {
  const { width, sample } = formats[format];
  let rest = new Uint8Array(0);
  return {
    read(bytes) {
      const all = rest.length === 0 ? bytes : concat(rest, bytes);
      const samples = new Float32Array(Math.floor(all.length / width));
      const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
      for (let index = 0; index < samples.length; index += 1) samples[index] = sample(view, index * width);
      rest = all.slice(samples.length * width);
      return samples;
    },
    reset() {
      rest = new Uint8Array(0);
    },
  };
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}
