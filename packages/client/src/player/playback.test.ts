import { describe, expect, it } from 'vitest';
import { createPlayback } from './playback.js';

const quantum = 128;
const fade = 64;

type Rates = { sampleRate?: number; contextRate?: number; startBufferMs?: number };

function playbackOf({ sampleRate = 24_000, contextRate = sampleRate, startBufferMs = 0 }: Rates = {}) {
  const playback = createPlayback({ sampleRate, contextRate, startBufferMs });
  const render = (quanta = 1) => {
    const rendered: number[] = [];
    for (let count = 0; count < quanta; count += 1) {
      const output = new Float32Array(quantum).fill(Number.NaN);
      playback.render(output);
      rendered.push(...output);
    }
    return rendered;
  };
  return { playback, render };
}

/** 1, 2, 3 and so on, so that every sample tells its place. */
const count = (from: number, length: number) => Float32Array.from({ length }, (_, index) => from + index);
const numbers = (from: number, length: number) => [...count(from, length)];
const zeros = (length: number) => Array(length).fill(0);
const level = (length: number, value = 1) => new Float32Array(length).fill(value);

describe('playing', () => {
  it('is silent as long as there is nothing', () => {
    expect(playbackOf().render(2)).toEqual(zeros(2 * quantum));
  });

  it('joins pieces of any length without a gap, sample for sample', () => {
    const { playback, render } = playbackOf();
    let next = 1;
    for (const length of [1, 0, 2, 127, 300, 1, 81]) {
      playback.add(count(next, length));
      next += length;
    }
    expect(render(4)).toEqual(numbers(1, 512));
    expect(playback.progress()).toEqual({ playedFrames: 512, consumedFrames: 512, underruns: 0 });
  });

  it('goes on without a gap when more comes at the last moment', () => {
    const { playback, render } = playbackOf();
    playback.add(count(1, quantum));
    expect(render()).toEqual(numbers(1, quantum));
    playback.add(count(129, quantum));
    expect(render()).toEqual(numbers(129, quantum));
    expect(playback.progress().underruns).toBe(0);
  });

  it('begins when enough has come', () => {
    const { playback, render } = playbackOf({ startBufferMs: 50 });
    playback.add(level(1199));
    expect(render()).toEqual(zeros(quantum));
    playback.add(level(1));
    expect(render()).toEqual([...level(quantum)]);
  });

  it('begins when as much time has passed as enough would last', () => {
    const { playback, render } = playbackOf({ startBufferMs: 50 });
    playback.add(level(10));
    // 1200 frames are nine quanta and a part of the tenth.
    expect(render(9)).toEqual(zeros(9 * quantum));
    expect(render()[0]).toBe(1);
  });

  it('begins at once when that is all there will be', () => {
    const { playback, render } = playbackOf({ startBufferMs: 50 });
    playback.add(level(10));
    playback.end();
    expect(render()[0]).toBe(1);
  });
});

describe('an underrun', () => {
  it('is faded to silence, waits for the start buffer again, and comes back without a click', () => {
    const { playback, render } = playbackOf({ startBufferMs: 10 });
    playback.add(level(240));
    const end = render(2).slice(240);
    expect(end.every((sample, index) => sample < (end[index - 1] ?? 1))).toBe(true);
    expect(playback.progress().underruns).toBe(0);
    playback.add(level(239));
    expect(playback.progress().underruns).toBe(1);
    render();
    playback.add(level(1));
    const start = render();
    expect(start[0]).toBeCloseTo(1 / fade);
    expect(start[fade - 1]).toBe(1);
    expect(start.slice(1).every((sample, index) => sample >= (start[index] as number))).toBe(true);
  });

  it('is none when nothing follows, nor when the end or a stop was told', () => {
    const { playback, render } = playbackOf();
    playback.add(level(10));
    playback.end();
    render();
    playback.add(level(10));
    render();
    playback.end();
    playback.add(level(10));
    render();
    playback.stop();
    playback.add(level(10));
    render();
    expect(playback.progress().underruns).toBe(0);
  });

  it('is one when more comes behind what was thought to be the end', () => {
    const { playback, render } = playbackOf();
    playback.add(level(10));
    playback.end();
    playback.add(level(10));
    render();
    playback.add(level(10));
    expect(playback.progress().underruns).toBe(1);
  });
});

describe('a stop', () => {
  it('is silent within one render quantum, without a click', () => {
    const { playback, render } = playbackOf();
    playback.add(level(10_000));
    render();
    playback.stop();
    const tail = render();
    expect(tail[0]).toBeCloseTo(1 - 1 / fade);
    expect(tail.slice(1).every((sample, index) => sample <= (tail[index] as number))).toBe(true);
    expect(tail.slice(fade)).toEqual(zeros(quantum - fade));
  });

  it('drops the queue, counts it as gone, and begins the count of what was played anew', () => {
    const { playback, render } = playbackOf();
    playback.add(level(1000));
    render();
    playback.stop();
    expect(playback.progress()).toEqual({ playedFrames: 0, consumedFrames: 1000, underruns: 0 });
    playback.add(count(1, quantum));
    expect(render()).toEqual(numbers(1, quantum));
    expect(playback.progress()).toEqual({ playedFrames: 128, consumedFrames: 1128, underruns: 0 });
  });

  it.each(['stop', 'running dry'])('leaves no trace in what follows: %s', (how) => {
    const samples = Float32Array.from({ length: 600 }, (_, index) => Math.sin(index));
    const rates = { sampleRate: 24_000, contextRate: 44_100 };
    const fresh = playbackOf(rates);
    fresh.playback.add(samples.slice());
    const { playback, render } = playbackOf(rates);
    playback.add(samples.slice(0, 333));
    if (how === 'stop') {
      render();
      playback.stop();
    } else {
      playback.end();
      render(8);
    }
    playback.add(samples.slice());
    // Running dry is followed by a fade; behind it both must be the same to the last bit.
    const from = how === 'stop' ? 0 : fade;
    expect(render(4).slice(from)).toEqual(fresh.render(4).slice(from));
  });

  it('of silence stays silent', () => {
    const { playback, render } = playbackOf();
    playback.stop();
    expect(render()).toEqual(zeros(quantum));
  });
});

describe('a pause', () => {
  it('holds the place, and goes on from it, both without a click', () => {
    const { playback, render } = playbackOf();
    playback.add(level(1000));
    render();
    playback.pause();
    playback.pause();
    const held = render(3);
    expect(held[0]).toBeCloseTo(1 - 1 / fade);
    expect(held.slice(fade)).toEqual(zeros(3 * quantum - fade));
    expect(playback.progress().playedFrames).toBe(quantum);
    playback.resume();
    const back = render();
    expect(back[0]).toBeCloseTo(1 / fade);
    expect(back.at(-1)).toBe(1);
    expect(playback.progress().playedFrames).toBe(2 * quantum);
  });

  it('before the first audio lets nothing begin', () => {
    const { playback, render } = playbackOf();
    playback.pause();
    playback.add(level(1000));
    expect(render()).toEqual(zeros(quantum));
    playback.resume();
    expect(render().at(-1)).toBe(1);
  });
});

describe('another rate of the context', () => {
  const hertz = 440;
  const sine = (sampleRate: number, length: number) =>
    Float32Array.from({ length }, (_, index) => Math.sin((2 * Math.PI * hertz * index) / sampleRate));

  it.each([
    [24_000, 48_000],
    [24_000, 44_100],
    [8000, 44_100],
    [16_000, 48_000],
    [48_000, 44_100],
  ])('plays %i Hz at %i Hz, as long and as high as it was', (sampleRate, contextRate) => {
    const { playback, render } = playbackOf({ sampleRate, contextRate });
    const length = sampleRate / 2;
    // In pieces that end anywhere.
    const samples = sine(sampleRate, length);
    for (let from = 0; from < length; from += 997) playback.add(samples.slice(from, from + 997));
    const rendered = render(Math.ceil(contextRate / 2 / quantum));
    const expected = sine(contextRate, contextRate / 2);
    // The first and the last samples have neighbours on one side only.
    const errors = [...expected]
      .slice(50, -50)
      .map((sample, index) => Math.abs(sample - (rendered[index + 50] as number)));
    expect(Math.max(...errors)).toBeLessThan(0.02);
    expect(playback.progress()).toEqual({ playedFrames: length, consumedFrames: length, underruns: 0 });
  });

  it('counts in frames of the audio, not of the context', () => {
    const { playback, render } = playbackOf({ sampleRate: 24_000, contextRate: 48_000 });
    playback.add(level(1000));
    render(5);
    expect(playback.progress().playedFrames).toBe((5 * quantum) / 2);
  });
});
