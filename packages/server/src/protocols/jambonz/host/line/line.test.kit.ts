/** What the tests of lines share: a line by a clock that stands still, and somebody who notes down what they hear. */
import type { Clock } from '../../../../clock.js';
import { type FakeClock, fakeClock } from '../../../../testing/fake-clock.js';
import { createLine } from './create-line.js';
import { createMetronome } from './metronome.js';

export interface Heard {
  readonly samples: Int16Array;
  /** Its place in the call. */
  readonly atMs: number;
  /** When it was handed out, by the clock. */
  readonly handedMs: number;
}

export interface Listener {
  readonly heard: Heard[];
  /** When it was hushed, by the clock. */
  readonly hushes: number[];
  hear(samples: Int16Array, atMs: number): void;
  hush(): void;
}

export const sampleRate = 8000;

export function createListener(clock: Clock): Listener {
  const heard: Heard[] = [];
  const hushes: number[] = [];
  return {
    heard,
    hushes,
    hear: (samples, atMs) => heard.push({ samples, atMs, handedMs: clock.now() }),
    hush: () => hushes.push(clock.now()),
  };
}

/** A line at 8 kHz, where one millisecond is 8 samples and a frame 160. */
export function openLine(options: { readonly leadMs?: number } = {}) {
  const clock = fakeClock();
  const listener = createListener(clock);
  const line = createLine({ sampleRate, phone: listener, metronome: createMetronome(clock), ...options });
  return { clock, listener, line };
}

/** So many milliseconds of samples that count from `from`, so that one that is lost, doubled or moved is seen. */
export function counting(durationMs: number, from = 0): Int16Array {
  return Int16Array.from({ length: durationMs * 8 }, (_, index) => from + index);
}

/** So many milliseconds of one value, so that it can be told whose they are. */
export function steady(durationMs: number, value: number): Int16Array {
  return new Int16Array(durationMs * 8).fill(value);
}

/** All samples in a row. */
export function samplesOf({ heard }: Listener): number[] {
  return heard.flatMap(({ samples }) => [...samples]);
}

/** Each frame as `value@at+duration`, in milliseconds, by its first sample. */
export function framesOf({ heard }: Listener): string[] {
  return heard.map(({ samples, atMs }) => `${samples[0]}@${atMs}+${samples.length / 8}`);
}

/** Moves on millisecond by millisecond, and lets everybody who waited do what they waited for. */
export async function pass(clock: FakeClock, durationMs: number): Promise<void> {
  for (let passed = 0; passed < durationMs; passed += 1) {
    clock.advance(1);
    await settled();
  }
}

/** Lets promises that are settled be seen. */
export async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

/** Whether a promise is settled, and with what. */
export function outcomeOf<T>(promise: Promise<T>): { readonly value: T | 'waiting' } {
  const outcome: { value: T | 'waiting' } = { value: 'waiting' };
  void promise.then((value) => {
    outcome.value = value;
  });
  return outcome;
}

/** A clock whose timers come late, each by as much as `lateness` says. */
export function lateClock(clock: Clock, lateness: () => number): Clock {
  return { now: () => clock.now(), after: (delayMs, callback) => clock.after(delayMs + lateness(), callback) };
}

/** Numbers from 0 to 1 that are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
