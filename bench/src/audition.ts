/** Hears whether a text sounds the same through every door: only then is what they do the same work. */

import { type Door, sampleRate } from './doors/door.js';
import type { SpeechClient } from './speech-client.js';

/** A session through a door, open and ready. */
export interface Caller {
  readonly door: Door;
  readonly client: SpeechClient;
}

/** Throws when two callers are given a text in different voices, or in different lengths. */
export async function audition([first, ...others]: readonly Caller[], text: string): Promise<void> {
  if (first === undefined) return;
  const expected = impression(await record(first.client, text));
  for (const { door, client } of others) {
    const heard = impression(await record(client, text));
    if (alike(heard, expected)) continue;
    const difference = `${told(heard)} against ${told(expected)}`;
    throw new Error(`${door.label} does not sound like ${first.door.label}, so they cannot be compared: ${difference}`);
  }
}

async function record(client: SpeechClient, text: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  client.listen((piece) => pieces.push(Buffer.from(piece)));
  const flushed = client.answered('flushed');
  client.send({ type: 'append', text }, { type: 'flush' });
  await flushed;
  return Buffer.concat(pieces);
}

/** What tells voices apart: how long they speak, and how often their wave crosses zero. */
interface Impression {
  readonly durationMs: number;
  readonly crossings: number;
}

function impression(audio: Buffer): Impression {
  const samples = Math.floor(audio.length / 2);
  let crossings = 0;
  for (let at = 1; at < samples; at += 1) {
    if (audio.readInt16LE(2 * at) < 0 !== audio.readInt16LE(2 * at - 2) < 0) crossings += 1;
  }
  return { durationMs: (samples / sampleRate) * 1000, crossings };
}

/** The engine does not say a text twice with exactly the same samples; another of its voices is off by far more. */
function alike(one: Impression, other: Impression): boolean {
  const ratio = one.crossings / other.crossings;
  return Math.abs(one.durationMs - other.durationMs) < 2 && ratio > 0.95 && ratio < 1.05;
}

function told({ durationMs, crossings }: Impression): string {
  return `${Math.round(durationMs)} ms and ${crossings} crossings of zero`;
}
