import { expect, it } from 'vitest';
import type { SynthesisChunk, SynthesisRequest, Synthesizer } from '../synthesizers/synthesizer.js';
import { fakeClock } from '../testing/fake-clock.js';
import type { Segment } from '../text/segment.js';
import { unchanged } from '../text/segment.js';
import { measuredSynthesizer } from './measured-synthesizer.js';
import { createMetrics } from './metrics.js';

const segment: Segment = { text: 'hello', boundary: 'sentence', source: unchanged(0, 5) };
const second: SynthesisChunk = { type: 'audio', pcm: { samples: new Int16Array(8000), sampleRate: 8000 } };
const end: SynthesisChunk = { type: 'segment', state: 'end', segment };
const request = {} as SynthesisRequest;

/** An engine that takes 100 ms for each second of audio. */
function setUp(breaks = false) {
  const clock = fakeClock();
  const metrics = createMetrics({ process: false });
  const engine: Synthesizer = {
    name: 'e',
    capabilities: {} as Synthesizer['capabilities'],
    voices: async () => [],
    close: async () => {},
    async *synthesize(segments) {
      for await (const _ of segments) {
        clock.advance(100);
        if (breaks) throw new Error('broken');
        yield second;
        yield end;
      }
    },
  };
  const figure = async (name: string) =>
    (await metrics.expose()).text.split('\n').filter((line) => line.startsWith(name));
  return { clock, figure, measured: measuredSynthesizer(engine, metrics.syntheses, clock) };
}

it('counts the time of work, and neither the writer nor the listener', async () => {
  const { clock, figure, measured } = setUp();
  async function* slowWriter() {
    for (let count = 0; count < 2; count++) {
      clock.advance(3000);
      yield segment;
    }
    clock.advance(3000);
  }
  for await (const chunk of measured.synthesize(slowWriter(), request, new AbortController().signal)) {
    if (chunk.type === 'audio') clock.advance(1000);
  }
  expect(await figure('tts_real_time_factor_sum')).toEqual(['tts_real_time_factor_sum{synthesizer="e"} 0.1']);
  expect(await figure('tts_utterances_total')).toEqual(['tts_utterances_total{synthesizer="e",outcome="done"} 1']);
});

it('tells failed from cancelled', async () => {
  async function* one() {
    yield segment;
  }
  const failing = setUp(true);
  const consume = async (measured: Synthesizer, signal: AbortSignal) => {
    for await (const _ of measured.synthesize(one(), request, signal));
  };
  await expect(consume(failing.measured, new AbortController().signal)).rejects.toThrow('broken');
  await expect(consume(failing.measured, AbortSignal.abort())).rejects.toThrow('broken');
  expect(await failing.figure('tts_utterances_total')).toEqual([
    'tts_utterances_total{synthesizer="e",outcome="failed"} 1',
    'tts_utterances_total{synthesizer="e",outcome="cancelled"} 1',
  ]);
  expect(await failing.figure('tts_real_time_factor_count')).toEqual([]);
});
