import { expect, it } from 'vitest';
import type { Outgoing } from '../../../../access/outgoing.js';
import { tone, toneQualityDb } from '../../../../audio/tone.js';
import { SpeechError } from '../../../../errors.js';
import { noOutgoing } from '../../../../testing/no-outgoing.js';
import { loadSound } from './load-sound.js';
import { createSoundRoom } from './sound-room.js';
import { bytes16, file, hosts, mp3File, redirect, roomy, samplesOf, wavFile } from './sounds.test.kit.js';

const signal = new AbortController().signal;
const at = (path: string) => `https://sounds.example.com/${path}`;

function load(url: string | readonly string[], answers: Parameters<typeof hosts>[0], sampleRate = 8000) {
  const { outgoing, asked } = hosts(answers);
  return { asked, sound: loadSound(url, { outgoing, sampleRate, room: roomy, signal }) };
}

it('gives the samples of a WAV file as they are where the rate is right', async () => {
  const { sound } = load(at('a.wav'), { [at('a.wav')]: file(wavFile(bytes16([1, -2, 3]))) });
  expect(samplesOf(await sound)).toEqual(Int16Array.of(1, -2, 3));
});

it.each([
  ['a WAV file', async () => wavFile(bytes16(tone(44_100, 44_100).samples), { sampleRate: 44_100 })],
  ['an MP3 file', () => mp3File(44_100)],
])('brings %s to the rate of the line', async (_, make) => {
  const { sound } = load(at('a'), { [at('a')]: file(await make()) }, 16_000);
  const samples = samplesOf(await sound);
  expect(Math.abs(samples.length - 16_000)).toBeLessThan(2000);
  expect(toneQualityDb(samples.subarray(4000, 12_000), 16_000)).toBeGreaterThan(20);
});

it('makes one sound of several', async () => {
  const { sound, asked } = load([at('a'), 'silence_stream://1', at('b')], {
    [at('a')]: file(wavFile(bytes16([1]))),
    [at('b')]: file(wavFile(bytes16([2]))),
  });
  expect(samplesOf(await sound)).toEqual(Int16Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 2));
  expect(asked).toEqual([at('a'), at('b')]);
});

it('follows two redirects, each by the same way out', async () => {
  const { sound, asked } = load(at('a'), {
    [at('a')]: redirect('/b?c'),
    [at('b?c')]: redirect('https://other.example.com/d'),
    'https://other.example.com/d': file(wavFile(bytes16([1]))),
  });
  expect(samplesOf(await sound)).toEqual(Int16Array.of(1));
  expect(asked).toEqual([at('a'), at('b?c'), 'https://other.example.com/d']);
});

it.each<[string, string, Parameters<typeof hosts>[0], SpeechError['code']]>([
  ['redirects three times', at('a'), { [at('a')]: redirect('/a') }, 'invalid-request'],
  ['redirects to what is no URL', at('a'), { [at('a')]: redirect('http://[') }, 'invalid-request'],
  ['is not there', at('gone'), {}, 'invalid-request'],
  ['is neither WAV nor MP3', at('a'), { [at('a')]: file(Buffer.from('<html>')) }, 'unsupported-format'],
  ['is empty', at('a'), { [at('a')]: file(new Uint8Array(0)) }, 'unsupported-format'],
  ['plays for more than ten minutes', at('a'), { [at('a')]: file(hour()) }, 'message-too-large'],
  ['is a tone', 'tone_stream://%(500,0,440)', {}, 'invalid-request'],
  ['is endless silence', 'silence_stream://-1', {}, 'invalid-request'],
  ['is silence for a day', 'silence_stream://86400000', {}, 'invalid-request'],
])('refuses a sound that %s', async (_, url, answers, code) => {
  await expect(load(url, answers).sound).rejects.toMatchObject({ name: 'SpeechError', code });
});

/** As few bytes as an hour can have. */
function hour(): Uint8Array {
  return wavFile(new Uint8Array(4000 * 3600), { bits: 8, sampleRate: 4000 });
}

it('counts all parts of a sound together', async () => {
  const minutes = 'silence_stream://360000';
  expect(await load(minutes, {}).sound).toHaveLength(360 * 8000);
  await expect(load([minutes, minutes], {}).sound).rejects.toMatchObject({ code: 'message-too-large' });
});

it('says so where the operator allows no hosts', async () => {
  const options = { outgoing: noOutgoing, sampleRate: 8000, room: roomy, signal };
  await expect(loadSound(at('a.wav'), options)).rejects.toThrow('its operator has allowed none');
  expect(await loadSound('silence_stream://2', options)).toHaveLength(16);
});

it('reads no more than sixteen mebibytes of a file', async () => {
  const inits: unknown[] = [];
  const { outgoing } = hosts({ [at('a')]: file(wavFile(bytes16([1]))) });
  const noting: Outgoing = (url, init) => {
    inits.push(init);
    return outgoing(url, init);
  };
  await loadSound(at('a'), { outgoing: noting, sampleRate: 8000, room: roomy, signal });
  expect(inits).toEqual([expect.objectContaining({ maxResponseBytes: 16 * 1024 * 1024 })]);
});

it('holds no memory for silence, and what it held until it is closed', async () => {
  // A file of 124 bytes that becomes 80.
  const room = createSoundRoom(204);
  const { outgoing } = hosts({ [at('a')]: file(wavFile(bytes16(new Int16Array(40)))) });
  const options = { outgoing, sampleRate: 8000, room, signal };
  const overloaded = { name: 'SpeechError', code: 'overloaded' };
  expect(await loadSound('silence_stream://600000', { ...options, sampleRate: 48_000 })).toHaveLength(600 * 48_000);
  const sounds = [await loadSound(at('a'), options)];

  await expect(loadSound(at('a'), options)).rejects.toMatchObject(overloaded);
  await expect(loadSound([at('a'), at('none')], options)).rejects.toMatchObject(overloaded);
  for (const sound of sounds) sound.close();
  await expect(loadSound([at('a'), at('none')], options)).rejects.toMatchObject({ code: 'invalid-request' });
  (await loadSound(at('a'), options)).close();
});

it('hands on what the way out says', async () => {
  const forbidden = new SpeechError('forbidden', 'not on the list');
  const outgoing = () => Promise.reject(forbidden);
  await expect(loadSound(at('a.wav'), { outgoing, sampleRate: 8000, room: roomy, signal })).rejects.toBe(forbidden);
});

it('ends with the signal, in the middle of a file too', async () => {
  const stop = new AbortController();
  const long = wavFile(new Uint8Array(9_000_000));
  const outgoing = async () => {
    setImmediate(() => stop.abort(new Error('enough')));
    return new Response(new Uint8Array(long));
  };
  await expect(
    loadSound(at('a.wav'), { outgoing, sampleRate: 8000, room: roomy, signal: stop.signal }),
  ).rejects.toThrow('enough');
});
