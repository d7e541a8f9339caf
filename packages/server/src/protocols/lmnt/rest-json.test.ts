import { describe, expect, it } from 'vitest';
import { current, rawHello as raw, type Setting, server } from './rest.test.kit.js';

describe('POST /v1/ai/speech', () => {
  type Token = { text: string; start: number; duration: number };
  type Answer = { audio: string; timestamps?: Token[]; durations?: Token[]; seed?: number };

  async function json(fields: object, headers: Record<string, string> = current, setting: Setting = {}) {
    const { ask } = await server(setting);
    const response = await ask({ method: 'POST', path: '/v1/ai/speech', body: { ...raw, ...fields }, headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.has('request-id')).toBe(true);
    return (await response.json()) as Answer;
  }

  it('answers with the same audio as the other path, in Base64', async () => {
    const text = 'One two three four five six seven. '.repeat(20).trim();
    const { ask } = await server();
    const audio = Buffer.from(await (await ask({ method: 'POST', body: { ...raw, text } })).arrayBuffer());
    expect(audio.length).toBeGreaterThan(3 * 2 ** 16);
    expect(Buffer.from((await json({ text })).audio, 'base64').equals(audio)).toBe(true);
  });

  it('tells the times of words, spaces, punctuation and silence to those who ask', async () => {
    const { audio, timestamps, ...rest } = await json({ text: 'Hello world.', return_timestamps: true });
    expect(rest).toEqual({});
    const tokens = timestamps ?? [];
    const texts = tokens.map(({ text }) => text);
    expect(texts.join('')).toBe('Hello world.');
    expect(texts).toEqual(expect.arrayContaining(['Hello', ' ', 'world', '.']));
    expect([texts[0], texts.at(-1)]).toEqual(['', '']);
    const seconds = Buffer.from(audio, 'base64').length / 48000;
    expect(tokens.reduce((sum, { duration }) => sum + duration, 0)).toBeCloseTo(seconds, 3);
    for (const [index, { start, duration }] of tokens.entries()) {
      expect(start + duration).toBeCloseTo(tokens[index + 1]?.start ?? seconds, 3);
    }
  });

  it('tells older clients the same by their names, and gives them a seed', async () => {
    const times = (await json({ return_timestamps: true })).timestamps;
    const older = await json({ return_durations: 'true', seed: '42' }, {});
    expect(Object.keys(older)).toEqual(['audio', 'durations', 'seed']);
    expect(older.durations).toEqual(times);
    expect(older.seed).toBe(42);
    const { audio: _, ...rest } = await json({}, {});
    expect(Object.keys(rest)).toEqual(['seed']);
    expect(Number.isInteger(rest.seed)).toBe(true);
  });

  it('tells nobody what was not asked for', async () => {
    expect(Object.keys(await json({}))).toEqual(['audio']);
    expect(Object.keys(await json({ return_timestamps: 'False', return_durations: false }))).toEqual(['audio']);
  });

  it('has a whole file in it', async () => {
    for (const [format, bytesPerSecond] of [
      ['wav', 48000],
      ['ulaw', 8000],
    ] as const) {
      const wav = Buffer.from((await json({ format })).audio, 'base64');
      expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
      expect(wav.length).toBe(44 + (raw.text.length * 50 * bytesPerSecond) / 1000);
      expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
      expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
    }
  });

  it('is refused when the engine fails, however late', async () => {
    const { ask } = await server({ tones: { faults: [{ type: 'fail', atChunk: 3 }] } });
    const response = await ask({ method: 'POST', path: '/v1/ai/speech', body: raw, headers: current });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { type: 'internal_server_error' } });
  });
});
