/** How a test feeds a synthesizer and reads what it says. */

import { expect } from 'vitest';
import { durationMs } from '../audio/pcm.js';
import type { SynthesisChunk } from '../synthesizers/synthesizer.js';
import { type Segment, unchanged } from '../text/segment.js';

/** Cuts after full stops, question and exclamation marks; the segments touch. */
export function sentencesOf(text: string): readonly Segment[] {
  return Array.from(text.matchAll(/[^.!?]+[.!?]*\s*/g), ({ index, 0: sentence }) => segmentOf(sentence, index));
}

/** A sentence that stands at `start` of the text, unchanged. */
export function segmentOf(text: string, start: number): Segment {
  return { text, boundary: 'sentence', source: unchanged(start, text.length) };
}

/** Segments that are all there already. */
export async function* oneByOne(segments: readonly Segment[]): AsyncGenerator<Segment, void, undefined> {
  yield* segments;
}

/** As `oneByOne`, and tells how many were taken. */
export function counting(segments: readonly Segment[]): { readonly source: AsyncIterable<Segment>; taken(): number } {
  let taken = 0;
  async function* source() {
    for (const segment of segments) {
      taken += 1;
      yield segment;
    }
  }
  return { source: source(), taken: () => taken };
}

/** Everything it says. */
export async function collect(chunks: AsyncIterable<SynthesisChunk>): Promise<SynthesisChunk[]> {
  const collected: SynthesisChunk[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return collected;
}

/** What it says up to the chunk that is looked for, and with it; rejects when it ends before. */
export async function readUntil(
  iterator: AsyncIterator<SynthesisChunk>,
  isLast: (chunk: SynthesisChunk) => boolean,
): Promise<SynthesisChunk[]> {
  const collected: SynthesisChunk[] = [];
  while (true) {
    const { value, done } = await iterator.next();
    if (done) throw new Error('the synthesizer ended too early');
    collected.push(value);
    if (isLast(value)) return collected;
  }
}

/** Checks that starts and ends alternate, and sums up the audio between them. */
export function perSegment(
  chunks: readonly SynthesisChunk[],
): { readonly segment: Segment; readonly audioMs: number }[] {
  const heard: { segment: Segment; audioMs: number }[] = [];
  let open: { segment: Segment; audioMs: number } | undefined;
  for (const chunk of chunks) {
    if (chunk.type === 'audio' && open) open.audioMs += durationMs(chunk.pcm);
    if (chunk.type !== 'segment') continue;
    if (chunk.state === 'start') {
      expect(open, 'a segment starts inside another').toBeUndefined();
      open = { segment: chunk.segment, audioMs: 0 };
    } else {
      expect(open?.segment, 'a segment ends that is not the one that started').toBe(chunk.segment);
      heard.push(open!);
      open = undefined;
    }
  }
  expect(open, 'a segment never ends').toBeUndefined();
  return heard;
}

/** The length of all audio, in milliseconds. */
export function lengthMs(chunks: readonly SynthesisChunk[]): number {
  return chunks.reduce((sum, chunk) => sum + (chunk.type === 'audio' ? durationMs(chunk.pcm) : 0), 0);
}

/** The timed words, without their times. */
export function wordsIn(chunks: readonly SynthesisChunk[]): string[] {
  return chunks.flatMap((chunk) => (chunk.type === 'timing' ? chunk.words.map(({ word }) => word) : []));
}

/** For `readUntil`. */
export function isAudio(chunk: SynthesisChunk): boolean {
  return chunk.type === 'audio';
}

/** For `readUntil`: a segment is over. */
export function isEnd(chunk: SynthesisChunk): boolean {
  return chunk.type === 'segment' && chunk.state === 'end';
}

/** A signal that does not abort. */
export function never(): AbortSignal {
  return new AbortController().signal;
}
