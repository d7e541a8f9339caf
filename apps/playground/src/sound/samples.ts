/** Bytes into samples. */
import type { Coding } from '../speak/formats.js';

/** Samples between -1 and 1. */
export type Samples = Float32Array<ArrayBuffer>;

/** Takes a stream's bytes, cut anywhere, and gives the whole samples among them. */
export type SampleReader = (bytes: Uint8Array) => Samples;

export function createSampleReader(coding: Exclude<Coding, 'file'>): SampleReader {
  const { width, read } = codings[coding];
  let rest = new Uint8Array(0);
  return (bytes) => {
    const whole = joined(rest, bytes);
    const count = Math.floor(whole.length / width);
    rest = whole.slice(count * width);
    const view = new DataView(whole.buffer, whole.byteOffset, count * width);
    return Float32Array.from({ length: count }, (_, index) => read(view, index * width));
  };
}

interface Reading {
  /** Bytes per sample. */
  readonly width: number;
  read(view: DataView, offset: number): number;
}

const codings = {
  pcm_s16le: { width: 2, read: (view, offset) => view.getInt16(offset, true) / 32768 },
  pcm_f32le: { width: 4, read: (view, offset) => view.getFloat32(offset, true) },
  mulaw: { width: 1, read: (view, offset) => fromMulaw(view.getUint8(offset)) / 32768 },
  alaw: { width: 1, read: (view, offset) => fromAlaw(view.getUint8(offset)) / 32768 },
} satisfies Record<Exclude<Coding, 'file'>, Reading>;

function joined(rest: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (rest.length === 0) return bytes;
  const whole = new Uint8Array(rest.length + bytes.length);
  whole.set(rest);
  whole.set(bytes, rest.length);
  return whole;
}

/** G.711 µ-law to 16 bit. */
export function fromMulaw(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4)) - 0x84;
  return (value & 0x80) !== 0 ? -magnitude : magnitude;
}

/** G.711 A-law to 16 bit. */
export function fromAlaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  const mantissa = ((value & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (value & 0x80) !== 0 ? magnitude : -magnitude;
}
