/** `play`: sound files, and where the application wants to know, how much of them was heard. */
import type { z } from 'zod';
import { SpeechError } from '../../../../errors.js';
import { hookSchema } from '../hook.js';
import type { Line } from '../line/line.js';
import { playOptions } from '../play/options.js';
import { type Playback, type PlaySoundOptions, playSound } from '../play/play-sound.js';
import type { Sound } from '../play/sound.js';
import { onAbort } from '../waiting.js';
import type { Stage } from './stage.js';
import { common, defineVerb } from './verb.js';

/** Also those of a prompt within another verb. */
export const playProperties = playOptions.extend({ ...common, actionHook: hookSchema.optional() });

export type PlayProperties = z.output<typeof playProperties>;

export const play = defineVerb({ name: 'play', properties: playProperties, run: runPlay });

/** Settles when all of it has been heard and the hook has answered, or the signal aborted. */
export async function runPlay(properties: PlayProperties, stage: Stage): Promise<void> {
  const { signal } = stage;
  try {
    const playback = await playAll(properties, stage);
    if (!signal.aborted) await stage.ask(properties.actionHook, { reason: 'playCompleted', ...playback });
  } catch (error) {
    if (signal.aborted) return;
    stage.complain('playback failed', SpeechError.from(error).message);
    await stage.ask(properties.actionHook, { status: 'fail', reason: 'playFailed' });
  }
}

async function playAll({ url, earlyMedia: isEarly, ...options }: PlayProperties, stage: Stage): Promise<Playback> {
  const { signal } = stage;
  const line = stage.line({ isEarly });
  const { sampleRate } = line;
  const sound = await stage.loadSound(url, sampleRate);
  try {
    signal.throwIfAborted();
    stage.tell('start-playback');
    return await playOn(line, sound, options, stage);
  } finally {
    sound.close();
  }
}

type PlayingOptions = Omit<PlaySoundOptions, 'sampleRate'>;

async function playOn(line: Line, sound: Sound, options: PlayingOptions, { signal, tell }: Stage): Promise<Playback> {
  const stop = onAbort(signal, () => tell('kill-playback'));
  const track = line.openTrack();
  try {
    return await playSound(sound, track, { ...options, sampleRate: line.sampleRate }, signal);
  } finally {
    stop();
    track.close();
  }
}
