/** A page that lights up the word that is being spoken. */

import type { Timestamp } from '@glottis/client';
import { isLoud, openStage, type StageOptions, sampleRate } from './stage.js';

export interface Reading {
  /** What came from the server. */
  readonly wire: Float32Array;
  readonly glimpses: readonly Glimpse[];
}

/** What is seen and heard when the playback is held. */
export interface Glimpse {
  readonly lit: Word | undefined;
  /** What the player says. */
  readonly positionMs: number;
  /** What went to the speakers before and since. */
  readonly heard: Float32Array;
}

/** When a word is played, counted from the first audio of the session. */
export interface Word {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** No pause within a sentence is that long, in frames. */
const heldFrames = sampleRate / 5;

/** Only such words are looked at: a busy machine may be late in holding the playback, and still finds the same word. */
const longMs = 350;
const leftMs = 200;

/** Speaks the texts, one flush each, and holds the playback in so many different words, all of them long. */
export async function followWords(options: StageOptions, texts: readonly string[], count: number): Promise<Reading> {
  const { session, player, tap, wire, frame, position } = await openStage({
    ...options,
    session: { return_timestamps: true },
  });
  const words: Word[] = [];
  const litAt = (ms: number) => words.find(({ startMs, endMs }) => startMs <= ms && ms < endMs);
  const reading = read();
  for (const text of texts) {
    session.sendText(text);
    session.sendFlush();
  }

  const glimpses: Glimpse[] = [];
  while (glimpses.length < count) {
    const from = frame();
    const last = glimpses.at(-1)?.lit;
    await position((ms) => litAt(ms) !== last && isLong(litAt(ms), ms) && isLoud(wire.samples(), ms));
    player.pause();
    await silence();
    glimpses.push({ lit: litAt(player.position), positionMs: player.position, heard: tap.since(from) });
    player.resume();
  }
  session.close();
  await player.close();
  await reading;
  return { wire: wire.samples(), glimpses };

  async function read(): Promise<void> {
    let receivedMs = 0;
    let utteranceMs = 0;
    for await (const message of session) {
      if (message.type === 'timestamps') words.push(...message.timestamps.flatMap((told) => wordOf(told, utteranceMs)));
      // The times that follow are counted from the next audio on.
      if (message.type === 'flush_complete') utteranceMs = receivedMs;
      if (message.type !== 'audio') continue;
      wire.add(message.audio);
      receivedMs += (message.audio.length / 2 / sampleRate) * 1000;
      await player.play(message.audio).catch(() => undefined);
    }
  }

  async function silence(): Promise<void> {
    // The player may tell of what the tap has not told of yet.
    await tap.reached(frame() + 1);
    while (tap.since(Math.max(0, tap.now - heldFrames)).some((sample) => sample !== 0)) await tap.reached(tap.now + 1);
  }
}

function isLong(word: Word | undefined, positionMs: number): boolean {
  return word !== undefined && word.endMs - word.startMs > longMs && word.endMs - positionMs > leftMs;
}

/** Nothing for punctuation and silence. */
function wordOf({ text, start, duration }: Timestamp, utteranceMs: number): readonly Word[] {
  const startMs = utteranceMs + start * 1000;
  return /\w/.test(text) ? [{ text, startMs, endMs: startMs + duration * 1000 }] : [];
}
