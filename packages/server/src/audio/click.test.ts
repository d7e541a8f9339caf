import { describe, expect, it } from 'vitest';
import { clickPosition, silenceWithClick } from './click.js';
import { tone } from './tone.js';

describe('the click', () => {
  it.each([8000, 22050, 48000])('is found where it is, at %i Hz', (sampleRate) => {
    for (const at of [0, 1, 777, 1500]) {
      expect(clickPosition(silenceWithClick(sampleRate, 3000, at).samples, sampleRate)).toBe(at);
    }
  });

  it('is found under a tone that is as loud', () => {
    const { samples } = silenceWithClick(48000, 9600, 4321);
    const noisy = tone(48000, 9600).samples.map((sample, at) => (sample + (samples[at] as number)) / 2);
    expect(Math.abs(clickPosition(noisy, 48000) - 4321)).toBeLessThanOrEqual(1);
  });

  it('is found nowhere in silence', () => {
    expect(clickPosition(new Int16Array(3000), 8000)).toBe(-1);
  });
});
