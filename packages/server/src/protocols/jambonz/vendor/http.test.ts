import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../errors.js';
import { request } from '../../../testing/dial.js';
import { fakeClock } from '../../../testing/fake-clock.js';
import { testSpeech } from '../../../testing/test-speech.js';
import { toneSynthesizer } from '../../../testing/tone-synthesizer.js';
import { jambonz, jambonzOptions } from '../index.js';
import { testTools } from '../tools.test.kit.js';
import { type Setting, url } from './call.test.kit.js';

const hello = 'Hello there.';

/** As a live call asks. */
const live = { authorization: 'Bearer k', accept: 'audio/mpeg', 'user-agent': 'jambonz/0.8.5' };

async function post(setting: Omit<Setting, 'query'> & { readonly body?: unknown; readonly signal?: AbortSignal } = {}) {
  const { body = { text: hello }, headers = live, options = {}, tones = {}, parts = {}, signal } = setting;
  const synthesizer = toneSynthesizer(tones);
  const speech = await testSpeech({ synthesizer, ...parts });
  const init = {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal && { signal }),
  };
  const protocol = jambonz(jambonzOptions.parse({ vendor: options }), testTools(fakeClock()));
  const response = await request(protocol, speech, new Request(url, init));
  return { response, synthesizer };
}

async function refusal(setting: Parameters<typeof post>[0]) {
  const { response } = await post(setting);
  return { status: response.status, text: await response.text() };
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const samples = (rate: number) => (hello.length * 2 * rate) / 20;

describe('jambonz 35 what is asked for', () => {
  it.each<[string, Record<string, string>]>([
    ['a live call', live],
    ['the file path, which names nothing,', {}],
    ['a client that takes anything', { accept: '*/*' }],
    ['a client that prefers it', { accept: 'audio/wav;q=0.5, audio/mpeg' }],
  ])('by %s is answered as MPEG', async (_, headers) => {
    const { response } = await post({ headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    const audio = await bytesOf(response);
    // A frame of MPEG-2, layer III.
    expect([audio[0], audio[1]! & 0xfe]).toEqual([0xff, 0xf2]);
  });

  it.each(['audio/wav', 'audio/x-wav', 'AUDIO/WAV', 'audio/ogg, audio/wav;q=0.1'])(
    'as %s is a WAV file',
    async (accept) => {
      const { response } = await post({ headers: { accept } });
      expect(response.headers.get('content-type')).toBe('audio/wav');
      const audio = await bytesOf(response);
      expect(audio.toString('latin1', 0, 4)).toBe('RIFF');
      expect(audio.length - 44).toBe(samples(24_000));
    },
  );

  it.each([
    ['audio/l16;rate=8000', 8000],
    ['audio/l16; rate=16000', 16_000],
    ['audio/l16;rate=24000', 24_000],
    ['audio/L16;rate=32000', 32_000],
    ['audio/l16;rate=48000', 48_000],
    ['audio/l16', 16_000],
    ['audio/l16;rate=11025, audio/l16;rate=8000', 8000],
  ])('as %s is raw samples at %i', async (accept, rate) => {
    const { response } = await post({ headers: { accept } });
    expect(response.headers.get('content-type')).toBe(`audio/l16;rate=${rate}`);
    expect((await bytesOf(response)).length).toBe(samples(rate));
  });

  it.each(['audio/ogg', 'text/html', 'audio/l16;rate=11025', 'audio/mpeg;q=0'])('as %s is refused', async (accept) => {
    const answer = await refusal({ headers: { accept } });
    expect(answer).toEqual({ status: 406, text: expect.stringContaining('use audio/mpeg, audio/wav or audio/l16') });
  });
});

describe('jambonz 35 a body', () => {
  it.each<[string, object, object]>([
    ['without a language', { voice: 'tone/en/male' }, { voice: { id: 'tone/en/male' }, language: 'en-US' }],
    ['with a language', { voice: 'custom', language: 'de-DE' }, { language: 'de-DE' }],
    ['with an underscore', { voice: 'custom', language: 'ru_RU' }, { language: 'ru-RU' }],
    ['with null for what is not known', { voice: null, language: null }, { language: 'en-US' }],
    ['with fields that nobody knows', { voice: 'tone/en/male', x: [1] }, { voice: { id: 'tone/en/male' } }],
  ])('%s is spoken', async (_, fields, expected) => {
    const { response, synthesizer } = await post({ body: { text: hello, type: 'text', ...fields } });
    await bytesOf(response);
    expect(synthesizer.calls[0]?.request).toMatchObject(expected);
  });

  it.each([
    ['that says so', { type: 'ssml', text: 'Hello <emphasis>there</emphasis>.' }],
    ['that shows it', { type: 'text', text: ' <speak>Hello <emphasis>there</emphasis>.</speak>' }],
  ])('with SSML %s is spoken without the markup', async (_, body) => {
    const headers = { accept: 'audio/l16;rate=8000' };
    const { response } = await post({ body, headers });
    expect((await bytesOf(response)).length).toBe(samples(8000));
  });

  it.each([
    ['no JSON', 'text=hello', 'not JSON'],
    ['a list', '[]', 'not a JSON object'],
    ['no text', {}, '`text` must be a string'],
    ['a text of marks only', { text: ' … — ' }, 'nothing to be spoken'],
    ['SSML without words', { text: '<speak><break/></speak>', type: 'ssml' }, 'nothing to be spoken'],
    ['a voice that is none', { text: hello, voice: 7 }, '`voice` must be a string'],
  ])('with %s is refused with a line of text', async (_, body, why) => {
    expect(await refusal({ body })).toEqual({ status: 400, text: expect.stringContaining(why) });
  });

  it('that is too long or too large is refused with 413', async () => {
    const options = { requestCharacters: 10, frameBytes: 1000 };
    expect((await refusal({ options, body: { text: 'x'.repeat(11) } })).status).toBe(413);
    expect((await refusal({ options, body: { text: 'x', more: 'x'.repeat(1000) } })).status).toBe(413);
  });

  it('is not looked at with a wrong key', async () => {
    const authenticate = async () => {
      throw new SpeechError('unauthorized', 'the API key is not known');
    };
    const answer = await refusal({ body: 'x', parts: { access: { authenticate, grant: async () => '' } } });
    expect(answer).toEqual({ status: 401, text: 'the API key is not known' });
  });
});

describe('jambonz 35 the audio', () => {
  const headers = { accept: 'audio/l16;rate=8000' };

  it('begins before the last of it exists, and is not made for a client that is gone', async () => {
    const gone = new AbortController();
    const faults = [{ type: 'stall', atChunk: 1 }] as const;
    const { response, synthesizer } = await post({ headers, tones: { faults }, signal: gone.signal });
    expect((await response.body!.getReader().read()).value?.length).toBeGreaterThan(0);
    gone.abort();
    await synthesizer.calls[0]?.aborted;
  });

  it('stops when nobody reads on', async () => {
    const faults = [{ type: 'stall', atChunk: 1 }] as const;
    const { response, synthesizer } = await post({ headers, tones: { faults } });
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    await synthesizer.calls[0]?.aborted;
  });

  it('that fails before its first piece has a status', async () => {
    expect((await refusal({ tones: { faults: [{ type: 'fail', atChunk: 0 }] } })).status).toBe(502);
  });
});
