/** A sound that an application names, as it is played. */
import type { Outgoing } from '../../../../access/outgoing.js';
import { durationMs, type Pcm } from '../../../../audio/pcm.js';
import { loadResampler, Resampler } from '../../../../audio/resampler.js';
import { SpeechError } from '../../../../errors.js';
import { fetchSound } from './fetch-sound.js';
import { decodeMp3, isMp3 } from './mp3.js';
import { HeldSound, type Sound } from './sound.js';
import type { SoundRoom } from './sound-room.js';
import { createTurns } from './turns.js';
import { decodeWav, isWav } from './wav.js';

export interface LoadSoundOptions {
  readonly outgoing: Outgoing;
  /** Of what is given, in Hz. */
  readonly sampleRate: number;
  readonly room: SoundRoom;
  readonly signal: AbortSignal;
}

const maxMinutes = 10;
const maxMs = maxMinutes * 60_000;

/** WAV and MP3 files over HTTP, and `silence_stream://<milliseconds>`; several URLs make one sound. Whoever asked for it closes it.
 *  Throws `forbidden` where the operator does not allow it, `invalid-request` where there is none, `unsupported-format`,
 *  `message-too-large` beyond 10 minutes, `overloaded` where there is no room for it, and the signal's reason. */
export async function loadSound(url: string | readonly string[], options: LoadSoundOptions): Promise<Sound> {
  await loadResampler();
  const sound = new HeldSound(options.room.share());
  try {
    let lengthMs = 0;
    for (const one of [url].flat()) lengthMs = await load(one, sound, lengthMs, options);
    return sound;
  } catch (error) {
    sound.close();
    throw error;
  }
}

/** Adds what is at a URL. Takes and returns how long all of it is so far. */
async function load(url: string, sound: HeldSound, beforeMs: number, options: LoadSoundOptions): Promise<number> {
  if (/^tone_stream:/i.test(url)) {
    throw new SpeechError('invalid-request', 'tone_stream:// is not offered; play a WAV or MP3 file over https://');
  }
  if (!/^silence_stream:/i.test(url)) return await loadFile(url, sound, beforeMs, options);
  const silentMs = silenceOf(url);
  sound.addSilence(Math.round((silentMs * options.sampleRate) / 1000));
  return within(beforeMs + silentMs);
}

function silenceOf(url: string): number {
  const [, text] = /^silence_stream:\/\/(\d+)(?:,\d+)?$/i.exec(url) ?? [];
  const silentMs = Number(text);
  if (silentMs <= maxMs) return silentMs;
  throw new SpeechError('invalid-request', `write silence as silence_stream://1000, at most ${maxMs} milliseconds`);
}

async function loadFile(url: string, sound: HeldSound, beforeMs: number, options: LoadSoundOptions): Promise<number> {
  const { outgoing, sampleRate, room, signal } = options;
  const share = room.share();
  const resampler = new Resampler(sampleRate);
  const next = createTurns();
  let lengthMs = beforeMs;
  try {
    for await (const pcm of decode(await fetchSound(url, outgoing, share, signal))) {
      lengthMs = within(lengthMs + durationMs(pcm));
      sound.add(resampler.process(pcm));
      await next();
      signal.throwIfAborted();
    }
    sound.add(resampler.flush());
    return lengthMs;
  } finally {
    resampler.close();
    share.close();
  }
}

function within(lengthMs: number): number {
  if (lengthMs <= maxMs) return lengthMs;
  throw new SpeechError('message-too-large', `a sound is at most ${maxMinutes} minutes long`);
}

/** By what is in it: neither the name of a file nor what its host calls it can be relied on. */
function decode(file: Uint8Array): Iterable<Pcm> | AsyncIterable<Pcm> {
  if (isWav(file)) return decodeWav(file);
  if (isMp3(file)) return decodeMp3(file);
  throw new SpeechError('unsupported-format', 'that is neither a WAV nor an MP3 file');
}
