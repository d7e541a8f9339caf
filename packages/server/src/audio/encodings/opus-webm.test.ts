import { createDecoder } from 'libopus-wasm';
import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { bytesOf, playedMs, speak } from '../../testing/encoded-speech.js';
import { type Decoded, encoderContract } from '../../testing/encoder-contract.js';
import type { AudioEncoder, EncodedAudio } from '../encoder.js';
import { checkFormat } from '../formats.js';
import { joinArrays } from '../join.js';
import { tone, toneQualityDb } from '../tone.js';
import { createEncoder } from './index.js';

const packetSamples = 960;

for (const bitRate of [12000, 64000]) {
  const format = checkFormat({ encoding: 'opus', container: 'webm', bitRate });
  encoderContract(`opus in webm at ${bitRate} bit/s`, (start) => createEncoder(format, start), {
    decode: (bytes) => decodeWebm(new Uint8Array(bytes)),
    // The look-ahead in front, and the last packet filled.
    paddingSamples: 312 + packetSamples,
    sound: { toneQualityDb: bitRate === 64000 ? 30 : 10, clickMs: 1 },
  });
}

describe('opus in webm', () => {
  const format = checkFormat({ encoding: 'opus', container: 'webm', bitRate: 64000 });

  it('is one stream over flushes and clears, read by somebody else without a gap', async () => {
    const results: EncodedAudio[] = [];
    for (const audio of [tone(22050, 9000), tone(16000, 20000), tone(48000, 777)]) {
      const encoder = await createEncoder(format, { startMs: playedMs(results) });
      results.push(...(await speak(encoder, audio)), ...(await speak(encoder, audio)));
      results.push(await encoder.encode(audio));
      encoder.close();
    }
    const times = (await readPackets(streamOf(await createEncoder(format), results))).map(({ ms }) => ms);
    expect(times).toEqual(times.map((_, at) => at * 20));
    expect(playedMs(results)).toBe(times.length * 20);
  });

  it('begins at a whole millisecond, wherever it takes over', async () => {
    for (const [startMs, first] of [
      [0.4, 0],
      [1234.5, 1235],
      [86_400_000.2, 86_400_000],
    ] as const) {
      const encoder = await createEncoder(format, { startMs });
      const results = await speak(encoder, tone(48000, 2000));
      const packets = await readPackets(streamOf(encoder, results));
      expect(packets.map(({ ms }) => ms)).toEqual([first, first + 20, first + 40]);
      encoder.close();
    }
  });

  it('plays on without a crackle where one utterance follows the other', async () => {
    const encoder = await createEncoder(format);
    // With the look-ahead just a second, so that the next begins there.
    const audio = tone(48000, 48000 - 312);
    const results = [...(await speak(encoder, audio)), ...(await speak(encoder, audio))];
    const { samples } = await decodeWebm(streamOf(encoder, results));
    const between = (fromMs: number, toMs: number) => samples.subarray(fromMs * 48, toMs * 48);
    expect(loudest(between(990, 1040))).toBeLessThan(1.1 * loudest(between(100, 900)));
    expect(toneQualityDb(between(1040, 1940), 48000)).toBeGreaterThan(40);
    encoder.close();
  });
});

function streamOf({ header }: AudioEncoder, results: readonly EncodedAudio[]) {
  return bytesOf([{ data: header, durationMs: 0 }, ...results]);
}

function loudest(samples: Int16Array): number {
  return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
}

async function decodeWebm(bytes: Uint8Array<ArrayBuffer>): Promise<Decoded & { samples: Int16Array }> {
  const packets = await readPackets(bytes);
  const decoder = await createDecoder({ sampleRate: 48000, channels: 1 });
  const samples = joinArrays(
    Int16Array,
    packets.map(({ data }) => decoder.decode(data)),
  );
  decoder.free();
  return { sampleRate: 48000, sampleCount: samples.length, samples };
}

/** As an outsider reads them, who also knows that they lie end to end. */
async function readPackets(bytes: Uint8Array<ArrayBuffer>) {
  const input = new Input({ formats: [WEBM], source: new BufferSource(bytes) });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('no track was found');
  expect([track.codec, track.numberOfChannels, track.sampleRate]).toEqual(['opus', 1, 48000]);
  const packets: { ms: number; data: Uint8Array }[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    expect(packet.duration).toBe(0.02);
    packets.push({ ms: Math.round(packet.timestamp * 1000), data: packet.data });
  }
  return packets;
}
