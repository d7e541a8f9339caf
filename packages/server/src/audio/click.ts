/** A click to time with, and where it is heard: what whoever tests an encoder measures delays by. */
import type { Pcm } from './pcm.js';

/** It sweeps up, so that it resembles itself at one place only, however a codec has softened it. */
const click = { ms: 20, fromHertz: 300, toHertz: 3000, amplitude: 16000 };

/** `length` samples of silence, but for a click that begins at sample `at`. */
export function silenceWithClick(sampleRate: number, length: number, at: number): Pcm {
  const samples = new Int16Array(length);
  samples.set(clickSamples(sampleRate), at);
  return { samples, sampleRate };
}

/** The sample at which these samples resemble the click most. */
export function clickPosition(samples: Int16Array, sampleRate: number): number {
  const wanted = clickSamples(sampleRate);
  let best = { at: -1, likeness: 0 };
  for (let at = 0; at + wanted.length <= samples.length; at += 1) {
    let likeness = 0;
    for (let of = 0; of < wanted.length; of += 1) likeness += (samples[at + of] as number) * (wanted[of] as number);
    if (likeness > best.likeness) best = { at, likeness };
  }
  return best.at;
}

function clickSamples(sampleRate: number): Int16Array {
  const length = Math.round((sampleRate * click.ms) / 1000);
  const sweep = (click.toHertz - click.fromHertz) / (2 * length);
  return Int16Array.from({ length }, (_, at) => {
    const phase = (2 * Math.PI * at * (click.fromHertz + sweep * at)) / sampleRate;
    return Math.round(click.amplitude * Math.sin((Math.PI * at) / length) ** 2 * Math.sin(phase));
  });
}
