/** Compares clicks that are heard with words that are told. */

import { clickTimes } from 'glottis/testing';
import { expect } from 'vitest';
import { type DecodableFormat, decode, lengthMs } from './decode.js';
import { type Said, type Token, tokensOf } from './lmnt-talk.js';

/** What came up to the answer to a flush or a reset. */
export type Stretch = Pick<Said, 'messages' | 'audio'> & {
  /** A reset cut it off. */
  readonly cut?: boolean;
};

export interface Telling {
  readonly format: DecodableFormat;
  /** Samples per second, as asked for. */
  readonly sampleRate: number;
  /** Times count from where a piece of audio starts, rather than a stretch. */
  readonly perPiece: boolean;
}

/** How far a word is told from where it is heard, and which it is. */
export interface Distance {
  readonly ms: number;
  readonly where: string;
}

/** How long a codec goes on with what was cut off. */
const echoMs = 150;

/** The largest distance of all. Fails where tokens do not lie end to end, or do not fill the audio, and where not every
 *  word is heard. */
export async function worstDistance(stretches: readonly Stretch[], telling: Telling): Promise<Distance> {
  const whole = await decode(telling.format, joinedAudio(stretches), telling.sampleRate);
  const clicks = clickTimes(whole.samples, whole.sampleRate);
  let worst: Distance = { ms: 0, where: 'nowhere' };
  let startMs = 0;
  for (const [index, stretch] of stretches.entries()) {
    const before = joinedAudio(stretches.slice(0, index));
    const timeOf = async (bytes: number) => {
      const part = Buffer.concat([before, stretch.audio.subarray(0, bytes)]);
      return (await lengthMs(telling.format, part, telling.sampleRate)) - startMs;
    };
    const stretchMs = await timeOf(stretch.audio.length);
    const words = await wordsOf(stretch, telling.perPiece ? timeOf : undefined, stretchMs);
    const heard = clicks.filter((ms) => ms >= startMs && ms < startMs + stretchMs);
    const echoes = stretch.cut ? 0 : heard.length - words.length;
    const mayEcho = stretches[index - 1]?.cut ? heard.filter((ms) => ms < startMs + echoMs).length : 0;
    expect(echoes, 'clicks that no word is told for').toBeLessThanOrEqual(mayEcho);
    for (const [at, { text, startMs: toldMs }] of words.entries()) {
      const heardMs = heard[echoes + at];
      // What is cut off is told before all of it is heard, where a codec holds audio back.
      if (heardMs === undefined && stretch.cut) break;
      expect(heardMs, `${text} is not heard`).toBeDefined();
      const ms = Math.abs(startMs + toldMs - heardMs!);
      if (ms > worst.ms) worst = { ms, where: `${text}, ${JSON.stringify(telling)}` };
    }
    startMs += stretchMs;
  }
  return worst;
}

/** Where words begin, in milliseconds from the start of the stretch. `timeOf` says where a piece begins. */
async function wordsOf(stretch: Stretch, timeOf: ((bytes: number) => Promise<number>) | undefined, stretchMs: number) {
  const words: { readonly text: string; readonly startMs: number }[] = [];
  let at = 0;
  for (const { tokens, from } of tellings(stretch)) {
    const base = timeOf === undefined ? 0 : await timeOf(from);
    for (const { text, start, duration } of tokens) {
      expect(base + start * 1000, `where ${JSON.stringify(text)} begins`).toBeCloseTo(at, 1);
      if (/\p{L}/u.test(text)) words.push({ text, startMs: at });
      at += duration * 1000;
    }
  }
  expect(words.length).toBeGreaterThan(0);
  if (!stretch.cut) expect(at, 'the length of all tokens').toBeCloseTo(stretchMs, 1);
  return words;
}

interface Message {
  readonly tokens: readonly Token[];
  /** The byte at which the piece of audio begins that they are told for. */
  readonly from: number;
}

/** Audio comes before its `timestamps` and behind its `durations`. Without a piece of its own, a message is about the last
 *  one. */
function tellings({ messages }: Stretch): readonly Message[] {
  const found: Message[] = [];
  let bytes = 0;
  let from = 0;
  for (const [index, message] of messages.entries()) {
    if (Buffer.isBuffer(message)) {
      if (message.length > 0) from = bytes;
      bytes += message.length;
      continue;
    }
    const next = messages[index + 1];
    if (message.durations !== undefined && Buffer.isBuffer(next) && next.length > 0) from = bytes;
    const tokens = tokensOf([message]);
    if (tokens.length > 0) found.push({ tokens, from });
  }
  return found;
}

function joinedAudio(stretches: readonly Stretch[]): Buffer {
  return Buffer.concat(stretches.map(({ audio }) => audio));
}
