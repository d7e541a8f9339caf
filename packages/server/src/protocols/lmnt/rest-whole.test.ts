import { describe, expect, it } from 'vitest';
import type { AudioFormat } from '../../audio/format.js';
import { createAudioRoom, fileBody, jsonBody } from './rest-whole.js';

const bare: AudioFormat = { encoding: 'linear16', container: 'none', sampleRate: 8000 };
const code = (name: string) => expect.objectContaining({ code: name });

async function* pieces(...sizes: number[]) {
  for (const size of sizes) yield new Uint8Array(size).fill(size);
}
async function* failing() {
  yield* pieces(50);
  throw new Error('broken');
}

describe('the room for whole audio', () => {
  it('has an end for one answer', async () => {
    const room = createAudioRoom({ maxAnswerBytes: 10, maxBytes: 100 });
    expect((await room.collect(pieces(4, 6), bare)).data).toHaveLength(10);
    await expect(room.collect(pieces(4, 7), bare)).rejects.toThrow(code('text-too-long'));
  });

  it('has an end for all answers together, until one of them is given back', async () => {
    const room = createAudioRoom({ maxAnswerBytes: 60, maxBytes: 140 });
    const first = await room.collect(pieces(60), bare);
    await expect(room.collect(pieces(30, 11), bare)).rejects.toThrow(code('overloaded'));
    const second = await room.collect(pieces(40), bare);
    first.giveBack();
    first.giveBack();
    second.giveBack();
    await room.collect(pieces(60), bare);
    await room.collect(pieces(40), bare);
    await room.collect(pieces(20), bare);
    await expect(room.collect(pieces(11), bare)).rejects.toThrow(code('overloaded'));
  });

  it('counts audio twice as long as it is put together, since its pieces and the whole are there at once', async () => {
    const room = createAudioRoom({ maxAnswerBytes: 60, maxBytes: 100 });
    await expect(room.collect(pieces(30, 21), bare)).rejects.toThrow(code('overloaded'));
    await room.collect(pieces(30, 20), bare);
    await room.collect(pieces(25), bare);
  });

  it('is free again after audio that failed', async () => {
    const room = createAudioRoom({ maxAnswerBytes: 60, maxBytes: 120 });
    await expect(room.collect(failing(), bare)).rejects.toThrow('broken');
    await expect(room.collect(pieces(50, 11), bare)).rejects.toThrow(code('text-too-long'));
    expect((await room.collect(pieces(60), bare)).data).toHaveLength(60);
  });

  it('is free again when an answer was taken, or left', async () => {
    const room = createAudioRoom({ maxAnswerBytes: 60, maxBytes: 120 });
    for (const body of [fileBody, (audio: Parameters<typeof jsonBody>[0]) => jsonBody(audio, {})]) {
      await new Response(body(await room.collect(pieces(60), bare))).arrayBuffer();
      await body(await room.collect(pieces(60), bare)).cancel();
    }
    expect((await room.collect(pieces(60), bare)).data).toHaveLength(60);
  });
});

describe('a body', () => {
  const room = createAudioRoom();

  it.each([0, 1, 2, 3, 100_000])('is the same JSON as if %i bytes were written at once', async (size) => {
    for (const rest of [{}, { seed: 1, durations: [{ text: '"', start: 0, duration: 1 }] }]) {
      const audio = await room.collect(pieces(size), bare);
      const text = await new Response(jsonBody(audio, rest)).text();
      const base64 = Buffer.from(audio.data).toString('base64');
      expect(text).toBe(JSON.stringify({ audio: base64, ...rest }));
    }
  });

  it('is the file, in pieces', async () => {
    const audio = await room.collect(pieces(100_000, 100_000), bare);
    const reader = fileBody(audio).getReader();
    const read: Uint8Array[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) read.push(part.value);
    expect(read.length).toBeGreaterThan(1);
    expect(Buffer.concat(read).equals(Buffer.from(audio.data))).toBe(true);
  });
});
