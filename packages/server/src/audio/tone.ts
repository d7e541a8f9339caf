/** A tone to test with, and how well it survived: what whoever tests an encoder or a synthesizer measures by. */
import type { Pcm } from './pcm.js';

const frequency = 1000;
const amplitude = 16000;

/** `length` samples of 1 kHz at about half of full scale. */
export function tone(sampleRate: number, length: number): Pcm {
  const step = (2 * Math.PI * frequency) / sampleRate;
  return { samples: Int16Array.from({ length }, (_, at) => Math.round(amplitude * Math.sin(step * at))), sampleRate };
}

/** How far 1 kHz stands above everything else in these samples, in dB. Take whole milliseconds, and many. */
export function toneQualityDb(samples: Int16Array, sampleRate: number): number {
  const step = (2 * Math.PI * frequency) / sampleRate;
  let energy = 0;
  let sine = 0;
  let cosine = 0;
  samples.forEach((sample, at) => {
    energy += sample * sample;
    sine += sample * Math.sin(step * at);
    cosine += sample * Math.cos(step * at);
  });
  const toneEnergy = (2 * (sine * sine + cosine * cosine)) / samples.length;
  return 10 * Math.log10(toneEnergy / Math.max(energy - toneEnergy, Number.EPSILON));
}
