import { Application, createEncoder } from 'libopus-wasm';
import { describe, expect, it } from 'vitest';
import { checkFormat } from '../formats.js';
import { createOpusPackets, lookAhead, packetSize } from './opus.js';

const format = checkFormat({ encoding: 'opus' });

describe('opus packets', () => {
  it('come as late as the library says', async () => {
    const encoder = await createEncoder({ sampleRate: 48000, channels: 1, application: Application.Voip });
    expect(encoder.getLookahead()).toBe(lookAhead);
    encoder.free();
  });

  it.each([
    [1, 1],
    [packetSize - lookAhead, 1],
    [packetSize - lookAhead + 1, 2],
    [packetSize, 2],
    [2 * packetSize - lookAhead, 2],
    [2 * packetSize - lookAhead + 1, 3],
  ])('hold all of %i samples, and what decoders are late by, in %i', async (samples, count) => {
    const atOnce = await createOpusPackets(format);
    expect(atOnce.end(new Int16Array(samples))).toHaveLength(count);
    const inPieces = await createOpusPackets(format);
    const early = inPieces.encode(new Int16Array(samples - 1));
    expect([...early, ...inPieces.end(new Int16Array(1))]).toHaveLength(count);
  });
});
