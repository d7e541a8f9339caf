import { describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.js';
import { synthesizerContract } from '../../testing/synthesizer-contract.js';
import { collect, lengthMs, never, oneByOne, segmentOf } from '../../testing/utterances.js';
import definition from './index.js';

const context = { clock: systemClock, warn: () => undefined };
const create = (options = {}) => definition.create(definition.options.parse(options), context);

synthesizerContract('beeps', create, {
  voice: 'beeps/high',
  text: 'One, two and three. Then four! Is five the last?',
});

describe('beeps', () => {
  it('beeps as long for each word as the options say', async () => {
    const synthesizer = await create({ wordMs: 100 });
    const [voice] = await synthesizer.voices();
    const request = { voice: voice!, language: 'en-US', speed: 1, sampleRate: 24_000 };
    const segments = oneByOne([segmentOf('one two three', 0)]);
    const chunks = await collect(synthesizer.synthesize(segments, request, never()));
    expect(lengthMs(chunks)).toBe(300);
  });
});
