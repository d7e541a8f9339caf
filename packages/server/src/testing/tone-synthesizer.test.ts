import { describe, expect, it } from 'vitest';
import { durationMs } from '../audio/pcm.js';
import type { SynthesisChunk, Synthesizer } from '../synthesizers/synthesizer.js';
import { unchanged } from '../text/segment.js';
import { fakeClock } from './fake-clock.js';
import { synthesizerContract } from './synthesizer-contract.js';
import { toneSynthesizer } from './tone-synthesizer.js';

synthesizerContract('tone', () => toneSynthesizer(), {
  voice: 'tone/en/female',
  text: 'One, two. Three four five! Six?',
});

const text = 'ten chars.';

async function start(synthesizer: Synthesizer, signal = new AbortController().signal) {
  async function* segments() {
    yield { text, boundary: 'sentence' as const, source: unchanged(0, text.length) };
  }
  const [voice] = await synthesizer.voices();
  const request = { voice: voice!, language: 'en-US', speed: 1, sampleRate: 24_000 };
  return synthesizer.synthesize(segments(), request, signal)[Symbol.asyncIterator]();
}

async function audioOf(iterator: AsyncIterator<SynthesisChunk>, into: number[] = []): Promise<number[]> {
  for (let result = await iterator.next(); !result.done; result = await iterator.next()) {
    if (result.value.type === 'audio') into.push(durationMs(result.value.pcm));
  }
  return into;
}

describe('toneSynthesizer', () => {
  it('makes audio whose length follows from the text, in pieces of the length that is asked for', async () => {
    const audio = await audioOf(await start(toneSynthesizer({ msPerCharacter: 25, chunkMs: 100 })));
    expect(audio).toEqual([100, 100, 50]);
  });

  it('delays the first audio by the given clock', async () => {
    const clock = fakeClock();
    const synthesizer = toneSynthesizer({ clock, faults: [{ type: 'delay', delayMs: 700 }] });
    const iterator = await start(synthesizer);
    await iterator.next();
    const next = iterator.next();
    clock.advance(700);
    expect((await next).value).toMatchObject({ type: 'timing' });
  });

  it('stalls at the chunk that is named, until it is aborted, and says when', async () => {
    const clock = fakeClock(1000);
    const synthesizer = toneSynthesizer({ clock, faults: [{ type: 'stall', atChunk: 2 }] });
    const controller = new AbortController();
    const audio = audioOf(await start(synthesizer, controller.signal));
    const call = await synthesizer.call(0);
    await call.stalled;
    expect(call).toMatchObject({ chunks: 2, abortedMs: undefined });
    clock.advance(50);
    controller.abort();
    await call.ended;
    expect(await audio).toEqual([100, 100]);
    expect(call).toMatchObject({ chunks: 2, abortedMs: 1050 });
  });

  it('fails at the chunk that is named, in the call that is named', async () => {
    const synthesizer = toneSynthesizer({ faults: [{ type: 'fail', atChunk: 1, call: 0 }] });
    const heard: number[] = [];
    await expect(audioOf(await start(synthesizer), heard)).rejects.toMatchObject({ code: 'synthesis-failed' });
    expect(heard).toEqual([100]);
    expect(await audioOf(await start(synthesizer))).toHaveLength(5);
  });

  it('fails every later call once it died', async () => {
    const synthesizer = toneSynthesizer({ faults: [{ type: 'die', atChunk: 1, call: 0 }] });
    await expect(audioOf(await start(synthesizer))).rejects.toMatchObject({ code: 'synthesis-failed' });
    const heard: number[] = [];
    await expect(audioOf(await start(synthesizer), heard)).rejects.toMatchObject({ code: 'synthesis-failed' });
    expect(heard).toEqual([]);
  });

  it('records what it was asked for', async () => {
    const synthesizer = toneSynthesizer();
    await audioOf(await start(synthesizer));
    expect(synthesizer.calls).toHaveLength(1);
    expect(synthesizer.calls[0]).toMatchObject({
      request: { speed: 1, sampleRate: 24_000 },
      tasks: [{ text }],
      chunks: 5,
    });
  });
});
