/** WAV files of strangers: every number in them may be a lie. */
import alawmulaw from 'alawmulaw';
import type { Pcm } from '../../../../audio/pcm.js';
import { SpeechError } from '../../../../errors.js';

const maxChannels = 32;
const minSampleRate = 4000;
const maxSampleRate = 192_000;

/** What is decoded at once: a tenth of a second, which stays a tenth of a second at any rate, and no more than so many samples of
 *  all channels. */
const blockSeconds = 0.1;
const maxBlockReads = 65_536;

/** Chunks before the samples. Files have a few; more are there to be waded through. */
const maxChunks = 256;

export function isWav(file: Uint8Array): boolean {
  return file.length >= 12 && tagAt(viewOf(file), 0) === tags.riff && tagAt(viewOf(file), 8) === tags.wave;
}

/** The sound of a file, its channels mixed down, block by block. Samples of 8 to 32 bits, floating point, µ-law and A-law are
 *  read. A file that ends too early gives what is there. Throws `unsupported-format` for everything else. */
export function* decodeWav(file: Uint8Array): Generator<Pcm> {
  const view = viewOf(file);
  const { format, data } = findChunks(file, view);
  const { channels, sampleRate, bytesPerSample, read } = format;
  const length = Math.floor(data.length / (channels * bytesPerSample));
  const blockLength = Math.floor(Math.min(sampleRate * blockSeconds, maxBlockReads / channels));
  const at = data.byteOffset - file.byteOffset;
  for (let from = 0; from < length; from += blockLength) {
    const samples = new Int16Array(Math.min(blockLength, length - from));
    for (let index = 0; index < samples.length; index += 1) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        sum += read(view, at + ((from + index) * channels + channel) * bytesPerSample);
      }
      samples[index] = Math.max(-32768, Math.min(32767, Math.round(sum / channels)));
    }
    yield { samples, sampleRate };
  }
}

interface WavFormat {
  readonly channels: number;
  readonly sampleRate: number;
  readonly bytesPerSample: number;
  /** One sample of one channel, on the scale of 16 bits. */
  read(view: DataView, at: number): number;
}

/** The first chunk of samples, and the chunk before it that says what they are. */
function findChunks(file: Uint8Array, view: DataView): { readonly format: WavFormat; readonly data: Uint8Array } {
  let format: WavFormat | undefined;
  for (let [at, count] = [12, 0]; at + 8 <= file.length; count += 1) {
    if (count === maxChunks) throw unsupported(`there are more than ${maxChunks} chunks before its samples`);
    const tag = tagAt(view, at);
    const size = view.getUint32(at + 4, true);
    // A size may be larger than what is there: of a file that was cut off, or of one that was written as a stream.
    const content = file.subarray(at + 8, at + 8 + size);
    if (tag === tags.format) format = readFormat(content);
    if (tag === tags.data) {
      if (!format) throw unsupported('its samples come before their description');
      return { format, data: content };
    }
    at += 8 + size + (size % 2);
  }
  throw unsupported('it has no samples');
}

function readFormat(content: Uint8Array): WavFormat {
  if (content.length < 16) throw unsupported('the description of its samples is too short');
  const view = viewOf(content);
  const bits = view.getUint16(14, true);
  const reader = readerOf(codingOf(view), bits);
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  if (!reader) throw unsupported(`samples of ${bits} bits in coding ${codingOf(view)} are not read`);
  if (channels < 1 || channels > maxChannels)
    throw unsupported(`it has ${channels} channels; 1 to ${maxChannels} are read`);
  if (sampleRate < minSampleRate || sampleRate > maxSampleRate) {
    throw unsupported(`it has ${sampleRate} Hz; ${minSampleRate} to ${maxSampleRate} are read`);
  }
  return { channels, sampleRate, ...reader };
}

const extensible = 0xfffe;

/** The number that says how samples are written; the extensible format has it in another place. */
function codingOf(view: DataView): number {
  const coding = view.getUint16(0, true);
  return coding === extensible && view.byteLength >= 26 ? view.getUint16(24, true) : coding;
}

type Reader = Pick<WavFormat, 'bytesPerSample' | 'read'>;

function readerOf(coding: number, bits: number): Reader | undefined {
  switch (coding) {
    case 1:
      // Fewer bits lie at the upper end of their bytes.
      return whole[Math.ceil(bits / 8)];
    case 3:
      return floating[bits];
    case 6:
      return bits === 8 ? lawReader(alaw) : undefined;
    case 7:
      return bits === 8 ? lawReader(mulaw) : undefined;
    default:
      return undefined;
  }
}

const whole: Readonly<Record<number, Reader>> = {
  1: { bytesPerSample: 1, read: (view, at) => (view.getUint8(at) - 128) * 256 },
  2: { bytesPerSample: 2, read: (view, at) => view.getInt16(at, true) },
  3: { bytesPerSample: 3, read: (view, at) => view.getInt16(at + 1, true) + view.getUint8(at) / 256 },
  4: { bytesPerSample: 4, read: (view, at) => view.getInt32(at, true) / 65536 },
};

const floating: Readonly<Record<number, Reader>> = {
  32: { bytesPerSample: 4, read: (view, at) => fromFloat(view.getFloat32(at, true)) },
  64: { bytesPerSample: 8, read: (view, at) => fromFloat(view.getFloat64(at, true)) },
};

/** Beyond full scale is full scale, and what is no number is silence. */
function fromFloat(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value)) * 32768;
}

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const alaw = alawmulaw.alaw.decode(everyByte);
const mulaw = alawmulaw.mulaw.decode(everyByte);

function lawReader(table: Int16Array): Reader {
  return { bytesPerSample: 1, read: (view, at) => table[view.getUint8(at)] ?? 0 };
}

/** Four letters, as the number that they are. */
const tags = { riff: 0x52494646, wave: 0x57415645, format: 0x666d7420, data: 0x64617461 };

function tagAt(view: DataView, at: number): number {
  return view.getUint32(at);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function unsupported(why: string): SpeechError {
  return new SpeechError('unsupported-format', `the WAV file cannot be played: ${why}`);
}
