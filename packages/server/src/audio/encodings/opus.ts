/** What Opus is in any container: packets of 20 ms, and the head that tells a decoder about them (RFC 7845, 5.1). */
import { Application, createEncoder } from 'libopus-wasm';
import type { AudioFormat } from '../format.js';
import { joinArrays } from '../join.js';

/** Samples per packet: 20 ms at 48 kHz, in which Opus counts whatever the rate of its input. */
export const packetSize = 960;

/** Samples by which a decoder plays later what libopus was fed at 48 kHz, whatever the bit rate. */
export const lookAhead = 312;

/** Of 10. It costs about half of what 9 does. */
const complexity = 5;

/** One run of packets, each of which needs those before it. */
export interface OpusPackets {
  /** The packets that are full. */
  encode(samples: Int16Array): Uint8Array[];
  /** The last ones: with silence behind, until a decoder has played every sample, and the packet is full. */
  end(samples: Int16Array): Uint8Array[];
  /** Gives the memory back. Twice is once. */
  close(): void;
}

/** Begins a run of packets. */
export async function createOpusPackets({ bitRate = 12000 }: AudioFormat): Promise<OpusPackets> {
  const encoder = await createEncoder({
    sampleRate: 48000,
    channels: 1,
    application: Application.Voip,
    bitrate: bitRate,
    complexity,
    frameSize: packetSize,
  });
  /** Less than a packet. */
  let waiting = new Int16Array(0);

  const encode = (samples: Int16Array) => {
    const audio = joinArrays(Int16Array, [waiting, samples]);
    const packets: Uint8Array[] = [];
    let at = 0;
    for (; at + packetSize <= audio.length; at += packetSize) {
      packets.push(encoder.encode(audio.subarray(at, at + packetSize)));
    }
    waiting = audio.slice(at);
    return packets;
  };

  return {
    encode,
    end(samples) {
      const left = waiting.length + samples.length;
      const padded = new Int16Array(Math.ceil((left + lookAhead) / packetSize) * packetSize - waiting.length);
      padded.set(samples);
      const packets = encode(padded);
      encoder.free();
      return packets;
    },
    close: () => encoder.free(),
  };
}

/** Version 1, one channel, no gain, the plain channel mapping. A decoder drops the first `preSkip` samples. */
export function opusHead(preSkip: number): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(48000, 12);
  return head;
}
