/** A synthesizer for tests of timing: silence, with a click where each word begins. Whoever decodes the audio hears
 *  whether words are said to begin where they do. */

import { setImmediate } from 'node:timers/promises';
import { clickPosition, silenceWithClick } from '../audio/click.js';
import { joinArrays } from '../audio/join.js';
import { bySegment } from '../synthesizers/by-segment.js';
import type { EnginePiece, SpeakTask } from '../synthesizers/segment-engine.js';
import type { Synthesizer } from '../synthesizers/synthesizer.js';
import type { Cutting } from '../text/cutting.js';
import type { Voice } from '../voices/voice.js';

export interface ClickOptions {
  /** Default `click`. Its only voice is `<name>/en`. */
  readonly name?: string;
  /** Samples per second. Default 24000. */
  readonly sampleRate?: number;
  /** From one word to the next, at speed 1. The first quarter is silence, the click follows, and in the last quarter the
   *  word is over. Default 240. */
  readonly msPerWord?: number;
  /** Length of one piece of audio. Default 100. */
  readonly chunkMs?: number;
  readonly cutting?: Partial<Cutting>;
}

/** It makes no sound but the clicks, as fast as it is asked for them. */
export function clickSynthesizer(options: ClickOptions = {}): Synthesizer {
  const { name = 'click' } = options;
  const voice: Voice = { id: `${name}/en`, name: 'Click', synthesizer: name, language: 'en-US', gender: 'neutral' };
  const cutting = { firstWords: 4, firstClauseWords: 2, clauseCharacters: 120, maxCharacters: 300, idleMs: 100 };
  return bySegment(
    {
      async *speak(task, signal) {
        for (const piece of clicks(task, options)) {
          // As if it ran on a thread of its own: whoever listens gets a turn before the next piece is there.
          await setImmediate();
          if (signal.aborted) return;
          yield piece;
        }
      },
      close: async () => undefined,
    },
    {
      name,
      capabilities: { wordTimings: true, cutting: { ...cutting, ...options.cutting } },
      voices: [voice],
      pauses: { paragraph: 0, sentence: 0, clause: 0, word: 0 },
    },
  );
}

/** The audio of one task. A word comes with the piece of audio that it ends in. */
function* clicks(task: SpeakTask, options: ClickOptions): Generator<EnginePiece, void, undefined> {
  const { sampleRate = 24_000, msPerWord = 240, chunkMs = 100 } = options;
  const quarter = Math.round((sampleRate * msPerWord) / 4000 / task.request.speed);
  const toMs = (samples: number) => (samples * 1000) / sampleRate;
  const words = Array.from(task.text.matchAll(/\S+/g), ({ index, 0: word }, at) => ({
    from: index,
    to: index + word.length,
    startMs: toMs(quarter * (4 * at + 1)),
    endMs: toMs(quarter * (4 * at + 3)),
  }));
  const samples = joinArrays(
    Int16Array,
    words.map(() => silenceWithClick(sampleRate, 4 * quarter, quarter).samples),
  );
  const chunkLength = Math.round((sampleRate * chunkMs) / 1000);
  for (let start = 0; start < samples.length; start += chunkLength) {
    const end = Math.min(start + chunkLength, samples.length);
    yield {
      pcm: { samples: samples.slice(start, end), sampleRate },
      words: words.filter(({ endMs }) => endMs > toMs(start) && endMs <= toMs(end)),
    };
  }
}

/** Of the loudest sample: what an encoder adds to silence is quieter. */
const audible = 1 / 4;
/** Silence that is shorter than this lies within a click. */
const gapMs = 15;
/** How far from what is loud a click may begin or end, however a codec has smeared it. */
const smearMs = 12;

/** When clicks begin in decoded audio, in milliseconds from its start. They must be 50 ms apart or more. */
export function clickTimes(samples: Int16Array, sampleRate: number): readonly number[] {
  const toSamples = (ms: number) => Math.round((ms * sampleRate) / 1000);
  // With silence on both sides, so that a click at the very edge is one like all others.
  const margin = new Int16Array(toSamples(smearMs));
  const padded = joinArrays(Int16Array, [margin, samples, margin]);
  return loudStretches(padded, toSamples(gapMs)).map(([from, to]) => {
    const start = Math.max(0, from - margin.length);
    const at = start + clickPosition(padded.subarray(start, to + margin.length), sampleRate);
    return ((at - margin.length) * 1000) / sampleRate;
  });
}

/** From the first loud sample to the last, wherever so many quiet ones lie between. */
function loudStretches(samples: Int16Array, gap: number): readonly (readonly [from: number, to: number])[] {
  const threshold = audible * samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
  const stretches: [number, number][] = [];
  for (let at = 0; at < samples.length; at += 1) {
    if (Math.abs(samples[at] as number) <= threshold) continue;
    const last = stretches.at(-1);
    if (last !== undefined && at - last[1] <= gap) last[1] = at;
    else stretches.push([at, at]);
  }
  return stretches;
}
