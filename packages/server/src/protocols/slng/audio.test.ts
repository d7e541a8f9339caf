import { describe, expect, it } from 'vitest';
import { type Answer, audioOf, call, flush, type Setting, text } from './call.test.kit.js';

const words = 'One two three four five, six seven.';
const seconds = words.length * 0.05;

async function heard(
  setting: Setting & { readonly init?: object; readonly endsWith?: string } = {},
  said: string = words,
) {
  const talk = await call(setting);
  talk.say(text(said), flush);
  return talk.until(setting.endsWith ?? 'audio_end');
}

const isAudio = ({ type }: Answer) => type === 'audio';
const durationIn = (answers: readonly Answer[]) => answers.at(-1)?.duration as number;

it('SLNG 13 sends whole samples in every message, whatever the engine gives', async () => {
  const tones = { sampleRate: 22_050, chunkMs: 33 };
  for (const sample_rate of [8000, 24000, 44100]) {
    const answers = await heard({ tones, init: { type: 'init', config: { sample_rate } } });
    expect(answers.filter(isAudio).length).toBeGreaterThan(3);
    for (const { data } of answers.filter(isAudio)) expect((data as Uint8Array).length % 2).toBe(0);
  }
});

it('SLNG 14 counts audio from 1 without gaps, across turns and interruptions', async () => {
  const talk = await call();
  const answers: Answer[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    talk.say(text(words), flush);
    answers.push(...(await talk.until('audio_end')));
    talk.say({ type: 'clear' });
    answers.push(...(await talk.until('cleared')));
  }
  const sequence = answers.filter(isAudio).map((answer) => answer.sequence);
  expect(sequence.length).toBeGreaterThan(10);
  expect(sequence).toEqual(sequence.map((_, index) => index + 1));
});

it('SLNG 15 sends the same bytes in both framings', async () => {
  const [json, binary] = [await heard(), await heard({ query: 'audio=binary' })];
  expect(json.filter(isAudio).every(({ framing }) => framing === 'json')).toBe(true);
  expect(binary.filter(isAudio).every(({ framing }) => framing === 'binary')).toBe(true);
  expect(audioOf(binary)).toEqual(audioOf(json));
});

it('SLNG 15 cuts long audio into messages that every client takes', async () => {
  const tones = { chunkMs: 60_000, msPerCharacter: 1000 };
  for (const query of ['audio=json', 'audio=binary']) {
    const talk = await call({ query, tones, init: { type: 'init', config: { sample_rate: 48000 } } });
    talk.say(text(words), flush);
    let largest = 0;
    for (let message = await talk.client.next(); message !== undefined; message = await talk.client.next()) {
      largest = Math.max(largest, message.length);
      if (typeof message === 'string' && message.includes('audio_end')) break;
    }
    expect(largest).toBeGreaterThan(100_000);
    expect(largest).toBeLessThan(2 ** 20);
  }
});

describe('SLNG 16', () => {
  const rates = [8000, 16000, 22050, 24000, 32000, 44100, 48000];
  const config = (encoding: string, sample_rate?: number) => ({ type: 'init', config: { encoding, sample_rate } });

  it.each(rates)('linear16, mulaw and alaw at %i play as long as the text', async (rate) => {
    for (const encoding of ['linear16', 'pcm', 'mulaw', 'alaw']) {
      const answers = await heard({ init: config(encoding, rate) });
      const samples = audioOf(answers).length / (encoding === 'mulaw' || encoding === 'alaw' ? 1 : 2);
      expect(Math.abs(samples / rate - seconds)).toBeLessThan(0.02);
      expect(durationIn(answers)).toBe(samples / rate);
    }
  });

  it.each(rates)('mp3 and opus at %i play as long as the text, up to what the codec adds', async (rate) => {
    for (const encoding of ['mp3', 'opus']) {
      const answers = await heard({ init: config(encoding, rate) });
      expect(durationIn(answers)).toBeGreaterThanOrEqual(seconds);
      expect(durationIn(answers)).toBeLessThan(seconds + 0.35);
      const [first] = answers.filter(isAudio);
      if (encoding === 'opus') expect(Buffer.from(first?.data as Uint8Array).toString('latin1', 0, 4)).toBe('OggS');
    }
  });

  it('mulaw is 8 kHz where nothing else is said: one byte per sample', async () => {
    const answers = await heard({ init: config('mulaw') });
    expect(audioOf(answers).length / 8000).toBeCloseTo(seconds, 1);
    const asked = await heard({ init: config('mulaw', 8000) });
    expect(audioOf(asked)).toHaveLength(audioOf(answers).length);
  });
});

it('SLNG 17 tells how long exactly the audio of the turn plays, turn after turn', async () => {
  const talk = await call();
  for (const said of [words, 'Hello.', '', 'Hello again. And again!']) {
    talk.say(text(said), flush);
    const answers = await talk.until('audio_end');
    expect(durationIn(answers)).toBe(audioOf(answers).length / 48_000);
  }
});

describe('SLNG 18 by itself the server frames', () => {
  const python = { 'user-agent': 'Python/3.12 websockets/15.0' };
  const config = { encoding: 'linear16', sample_rate: 24000, language: 'en', speed: 1 };
  const voice = 'aura-2-thalia-en';
  const framing = async (setting: Parameters<typeof heard>[0]) =>
    new Set(
      (await heard({ ...setting, endsWith: 'flushed' }, 'Hello.')).filter(isAudio).map((answer) => answer.framing),
    );

  it.each<[string, Record<string, string>, object, string]>([
    ['pipecat', python, { type: 'init', config, voice }, 'binary'],
    ['pipecat without a voice', python, { type: 'init', config }, 'binary'],
    ['what the documentation shows', python, { type: 'init', voice, config }, 'json'],
    ['the command line', {}, { type: 'init', voice }, 'json'],
    ['a Python client without a config', python, { type: 'init', voice }, 'json'],
    ['a client that names its model', python, { type: 'init', model: 'deepgram/aura:2', config, voice }, 'json'],
    ["pipecat's init from elsewhere", { 'user-agent': 'aiohttp/3.9' }, { type: 'init', config, voice }, 'json'],
  ])('for %s', async (_, headers, init, expected) => {
    expect(await framing({ headers, init })).toEqual(new Set([expected]));
  });

  it.each<[string, Setting, string]>([
    ['a query for binary', { query: 'audio=binary' }, 'binary'],
    ['a query for JSON', { query: 'audio=json', headers: python }, 'json'],
    ['the route for binary', { path: '/binary/v1/tts/deepgram/aura:2' }, 'binary'],
    ['a query before a route', { path: '/binary/v1/tts/deepgram/aura:2', query: 'audio=json' }, 'json'],
    ['the operator before a query', { query: 'audio=json', options: { audioFrames: 'binary' } }, 'binary'],
    [
      'the operator for a model',
      { options: { audioFrames: 'json', models: { 'slng/deepgram/aura': { audioFrames: 'binary' } } } },
      'binary',
    ],
    ['the operator for a key', { options: { audioFramesByKey: { anonymous: 'binary' } } }, 'binary'],
  ])('but heeds %s', async (_, setting, expected) => {
    expect(await framing({ ...setting, init: { type: 'init', config, voice } })).toEqual(new Set([expected]));
  });
});

it('SLNG 40 tells the words and their times to who asks for them, counted from the start of each turn', async () => {
  const talk = await call({ tones: { msPerCharacter: 100 }, init: { type: 'init', config: { timestamps: true } } });
  for (let turn = 0; turn < 2; turn += 1) {
    talk.say(text('Hi you'), flush);
    const answers = await talk.until('audio_end');
    const told = answers.filter(({ type }) => type === 'timestamps').map(({ word_timestamps }) => word_timestamps);
    expect(told).toEqual([
      { words: ['Hi'], start: [0], end: [0.2] },
      { words: ['you'], start: [0.3], end: [0.6] },
    ]);
    expect(answers.findIndex(isAudio)).toBeLessThan(answers.findIndex(({ type }) => type === 'timestamps'));
  }
  expect((await heard()).map(({ type }) => type)).not.toContain('timestamps');
});
