import { describe, expect, it } from 'vitest';
import type { ToneOptions } from '../../testing/tone-synthesizer.js';
import { type Asking, current, hello, rawHello as raw, type Setting, server } from './rest.test.kit.js';

/** Of the tones, at 24 kHz. */
const bytesOf = (text: string) => text.length * 50 * 24 * 2;

async function bytes(body: object, { setting = {}, ...asking }: Asking & { readonly setting?: Setting } = {}) {
  const { ask, ...rest } = await server(setting);
  const response = await ask({ method: 'POST', path: '/v1/ai/speech/bytes', body, ...asking });
  return { response, ...rest };
}

async function refusal(body: object, asking: Asking & { readonly setting?: Setting } = {}) {
  const { response } = await bytes(body, { headers: current, ...asking });
  const { error } = (await response.json()) as { error: { type: string; message: string } };
  return { status: response.status, type: error.type, message: error.message };
}

describe('POST /v1/ai/speech/bytes', () => {
  it('13 answers with audio and its request id', async () => {
    const { response } = await bytes(raw);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await response.arrayBuffer()).byteLength).toBe(bytesOf(raw.text));
  });

  it.each([
    [undefined, 'audio/mpeg'],
    ['mp3', 'audio/mpeg'],
    ['raw', 'application/octet-stream'],
    ['pcm_f32le', 'application/octet-stream'],
    ['ulaw', 'audio/wav'],
    ['mulaw', 'audio/wav'],
    ['webm', 'audio/webm'],
    ['wav', 'audio/wav'],
    ['aac', 'audio/aac'],
  ])('says of %s that it is %s', async (format, type) => {
    const { response } = await bytes({ ...hello, format });
    expect(response.headers.get('content-type')).toBe(type);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
  });

  it('13 knows the format by the name that the Vercel AI SDK gives it', async () => {
    const { response } = await bytes({ ...hello, response_format: 'wav' });
    expect(response.headers.get('content-type')).toBe('audio/wav');
    await response.body?.cancel();
  });

  it('19 sends the first byte before synthesis ends', async () => {
    const tones: ToneOptions = { faults: [{ type: 'stall', atChunk: 1 }] };
    const { response, synthesizer } = await bytes(raw, { setting: { tones } });
    const reader = response.body!.getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(0);
    await reader.cancel();
    await synthesizer.calls[0]?.aborted;
  });

  it('19 stops when the client goes away', async () => {
    const client = new AbortController();
    const tones: ToneOptions = { faults: [{ type: 'stall', atChunk: 1 }] };
    const { response, synthesizer } = await bytes(raw, { setting: { tones }, signal: client.signal });
    const reader = response.body!.getReader();
    await reader.read();
    client.abort();
    await synthesizer.calls[0]?.aborted;
    expect(await reader.read()).toMatchObject({ done: true });
  });

  it('stops when the client goes away while a file is made', async () => {
    const client = new AbortController();
    const { ask, synthesizer } = await server({ tones: { faults: [{ type: 'stall', atChunk: 1 }] } });
    const answer = ask({ method: 'POST', body: { ...hello, format: 'wav' }, signal: client.signal });
    const call = await synthesizer.call(0);
    await call.stalled;
    client.abort();
    await call.aborted;
    await (await answer).body?.cancel();
  });

  it('sends a WAV file when it is complete, with its true sizes', async () => {
    const { response } = await bytes({ ...hello, format: 'wav' });
    const wav = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(wav.length));
    expect(wav.length).toBe(44 + bytesOf(hello.text));
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
  });

  it('streams µ-law in a WAV whose sizes are open, and bare where the operator wants it', async () => {
    const { response } = await bytes({ ...hello, format: 'ulaw' });
    const wav = Buffer.from(await response.arrayBuffer());
    expect(wav.length).toBe(44 + hello.text.length * 50 * 8);
    expect(wav.readUInt32LE(40)).toBe(0xffff_ffff);
    const bare = await bytes({ ...hello, format: 'ulaw' }, { setting: { options: { bareUlaw: true } } });
    expect((await bare.response.arrayBuffer()).byteLength).toBe(wav.length - 44);
  });

  it('13 takes JSON, a form and a form in parts, with the same speech', async () => {
    const parts = new FormData();
    for (const [name, value] of Object.entries(raw)) parts.append(name, value);
    for (const body of [raw, new URLSearchParams(raw), parts]) {
      const { response } = await bytes(body);
      expect((await response.arrayBuffer()).byteLength).toBe(bytesOf(raw.text));
    }
  });

  it('lets voice, language, speed and sample rate be chosen, as text too', async () => {
    const wish = { ...raw, voice: 'zeke', language: 'de', speed: '2', sample_rate: '8000' };
    const { response, synthesizer } = await bytes(wish);
    expect((await response.arrayBuffer()).byteLength).toBe(bytesOf(raw.text) / 2 / 3);
    const { voice, language, speed, sampleRate } = synthesizer.calls[0]!.request;
    expect({ name: voice.name, gender: voice.gender, language, speed, sampleRate }).toEqual({
      name: 'zeke',
      gender: 'male',
      language: 'de',
      speed: 2,
      sampleRate: 8000,
    });
  });

  it('leaves the language to the voice when it is auto', async () => {
    const { response, synthesizer } = await bytes({ ...raw, language: 'auto' });
    await response.arrayBuffer();
    expect(synthesizer.calls[0]?.request.language).toBe('en-US');
  });

  it('accepts what has nothing to change here', async () => {
    const { response } = await bytes({
      ...raw,
      model: 'blizzard-2.1',
      temperature: 0.7,
      top_p: '0.8',
      debug: 'True',
      seed: 7,
      length: 30,
      conversational: true,
      language: null,
      extra: {},
    });
    expect((await response.arrayBuffer()).byteLength).toBe(bytesOf(raw.text));
  });

  it.each([
    ['no text', { voice: 'leah' }, 400, '`text` is empty or missing'],
    ['a text without a sound', { ...hello, text: '!!! …' }, 400, 'there is nothing to be spoken in `text`'],
    ['a blank text', { ...hello, text: ' \n' }, 400, '`text` is empty or missing'],
    ['a text that is a number', { ...hello, text: 1 }, 400, '`text` must be a text'],
    ['no voice', { text: 'Hello.' }, 400, '`voice` is missing'],
    ['a speed that nobody speaks at', { ...hello, speed: 9 }, 400, '`speed` must be from 0.25 to 4'],
    ['a sample rate that is not offered', { ...hello, sample_rate: 44100 }, 400, '`sample_rate` 44100 is not offered'],
    ['a format that is not offered', { ...hello, format: 'flac' }, 400, '`format` flac is not offered'],
  ])('is refused with %s', async (_, body, status, message) => {
    expect(await refusal(body)).toMatchObject({
      status,
      type: 'invalid_request_error',
      message: expect.stringContaining(message),
    });
  });

  it('19 takes 5000 characters, an emoji being one, and refuses 5001', async () => {
    const setting: Setting = { tones: { msPerCharacter: 1 } };
    const { response } = await bytes({ ...raw, text: '😀'.repeat(5000) }, { setting });
    expect(response.status).toBe(200);
    await response.body?.cancel();
    expect(await refusal({ ...raw, text: 'x'.repeat(5001) }, { setting })).toEqual({
      status: 400,
      type: 'invalid_request_error',
      message: '`text` has 5001 characters; at most 5000 are taken',
    });
    const without = await bytes(
      { ...raw, text: 'x '.repeat(5000) },
      { setting: { ...setting, options: { limits: { restCharacters: null } } } },
    );
    expect(without.response.status).toBe(200);
    await without.response.body?.cancel();
  });

  it('refuses an unknown voice only where the operator is strict', async () => {
    const unknown = { ...raw, voice: '9c4a8f2b3e1d7c40' };
    const { response } = await bytes(unknown);
    expect((await response.arrayBuffer()).byteLength).toBe(bytesOf(raw.text));
    const strict = await refusal(unknown, { setting: { parts: { strict: true } } });
    expect(strict).toMatchObject({ status: 404, type: 'not_found_error' });
  });

  it('19 says when to come back', async () => {
    const { ask } = await server({ parts: { limits: { sessionsPerHolder: 0 } } });
    const response = await ask({ method: 'POST', body: hello, headers: current });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after-ms'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ error: { type: 'rate_limit_error' } });
  });

  it('breaks off when the engine fails in the middle, and is refused when it fails before', async () => {
    const middle = await bytes(raw, { setting: { tones: { faults: [{ type: 'fail', atChunk: 2 }] } } });
    await expect(middle.response.arrayBuffer()).rejects.toThrow();
    const tones: ToneOptions = { faults: [{ type: 'fail', atChunk: 0 }] };
    const { response } = await bytes(raw, { setting: { tones }, headers: current });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { type: 'internal_server_error' } });
  });

  it('does not send half a file', async () => {
    const tones: ToneOptions = { faults: [{ type: 'fail', atChunk: 2 }] };
    expect(await refusal({ ...hello, format: 'wav' }, { setting: { tones } })).toMatchObject({ status: 500 });
  });
});
