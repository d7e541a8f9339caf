/** What the tests of sounds share: files that are made in place, and hosts that exist in memory only. */
import type { Outgoing } from '../../../../access/outgoing.js';
import { createEncoder } from '../../../../audio/encodings/index.js';
import { checkFormat } from '../../../../audio/formats.js';
import { tone } from '../../../../audio/tone.js';
import { bytesOf, speak } from '../../../../testing/encoded-speech.js';
import { HeldSound, type Sound } from './sound.js';
import { createSoundRoom } from './sound-room.js';

export interface WavParts {
  readonly coding?: number;
  readonly bits?: number;
  readonly channels?: number;
  readonly sampleRate?: number;
  /** What the header says; by default what is true. */
  readonly dataSize?: number;
  /** Chunks in front of the format. */
  readonly before?: Uint8Array;
  /** More of the format chunk. */
  readonly extension?: Uint8Array;
}

/** A file with these bytes for samples. */
export function wavFile(data: Uint8Array, parts: WavParts = {}): Uint8Array {
  const { coding = 1, bits = 16, channels = 1, sampleRate = 8000, dataSize = data.length } = parts;
  const { before = new Uint8Array(0), extension = new Uint8Array(0) } = parts;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(coding, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt16LE(bits, 14);
  return Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'),
    before,
    chunk('fmt ', Buffer.concat([format, extension])),
    chunk('data', data, dataSize),
  ]);
}

/** With the byte that makes its length even, which its size does not count. */
export function chunk(tag: string, content: Uint8Array, size = content.length): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(tag, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

export function bytes16(samples: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Int16Array.from(samples).buffer);
}

/** One second of 1 kHz, unless the length is another. */
export async function mp3File(sampleRate: number, length = sampleRate): Promise<Uint8Array> {
  const encoder = await createEncoder(checkFormat({ encoding: 'mp3', sampleRate }));
  const file = bytesOf(await speak(encoder, tone(sampleRate, length)));
  encoder.close();
  return file;
}

/** Room for all that a test may load. */
export const roomy = createSoundRoom(1024 ** 3);

export function soundOf(samples: Int16Array): Sound {
  const sound = new HeldSound(roomy.share());
  sound.add(samples);
  return sound;
}

export const samplesOf = (sound: Sound) => sound.cut(0, sound.length);

/** Hosts that answer by URL; what is not among them answers 404. Keeps what was asked for. */
export function hosts(answers: Readonly<Record<string, () => Response>>): {
  readonly outgoing: Outgoing;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const outgoing: Outgoing = async (url) => {
    asked.push(url);
    return answers[url]?.() ?? new Response('nothing here', { status: 404 });
  };
  return { outgoing, asked };
}

export const file = (bytes: Uint8Array) => () => new Response(new Uint8Array(bytes));
export const redirect = (location: string) => () => new Response(null, { status: 302, headers: { location } });
