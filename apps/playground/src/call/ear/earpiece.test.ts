import { describe, expect, it, vi } from 'vitest';
import { createEarpiece } from './earpiece.js';

const loud = new Uint8Array(new Int16Array(240).fill(16384).buffer);

/** A loudspeaker that opens and stops when the test says so. */
function setUp() {
  const played: number[] = [];
  const stops: (() => void)[] = [];
  let opened = (): void => {};
  let failed = (_: Error): void => {};
  let tellPosition = (_: number): void => {};
  const problems: string[] = [];
  const positions: [number, number][] = [];
  const output = {
    latencyMs: 0,
    underruns: 0,
    play: async (samples: Float32Array) => void played.push(samples.length),
    stop: () => new Promise<{ playedMs: number }>((resolve) => stops.push(() => resolve({ playedMs: 0 }))),
    finished: async () => {},
  };
  const earpiece = createEarpiece({
    openOutput(_, onPosition) {
      tellPosition = onPosition;
      return new Promise((resolve, reject) => {
        opened = () => resolve(output);
        failed = reject;
      });
    },
    onPosition: (...position) => positions.push(position),
    onProblem: (message) => problems.push(message),
  });
  /** The oldest stop that nobody has answered is done. */
  const stopped = async () => {
    await vi.waitFor(() => expect(stops).not.toEqual([]));
    stops.shift()!();
  };
  return {
    earpiece,
    played,
    problems,
    positions,
    stopped,
    opened: () => opened(),
    failed: (error: Error) => failed(error),
    tellPosition: (ms: number) => tellPosition(ms),
  };
}

describe('the earpiece', () => {
  it('plays what came before it was open, and says where each piece begins', async () => {
    const { earpiece, opened, stopped, played } = setUp();
    earpiece.open(24000);
    expect(earpiece.play(loud)).toBe(0);
    expect(earpiece.play(loud)).toBe(10);
    opened();
    await stopped();
    await vi.waitFor(() => expect(played).toEqual([240, 240]));
  });

  it('drops what came before a hush, and loses nothing that comes while it falls silent', async () => {
    const { earpiece, opened, stopped, played } = setUp();
    earpiece.open(24000);
    opened();
    earpiece.play(new Uint8Array(20));
    const hushed = earpiece.hush();
    expect(earpiece.play(loud)).toBe(0);
    await stopped();
    await stopped();
    await hushed;
    await vi.waitFor(() => expect(played).toEqual([240]));
  });

  it('is as loud as what has been played', async () => {
    const { earpiece, opened, stopped, positions, tellPosition } = setUp();
    earpiece.open(24000);
    opened();
    await stopped();
    earpiece.play(loud);
    expect(earpiece.level()).toBe(0);
    tellPosition(10);
    expect(positions).toEqual([[10, 0]]);
    expect(earpiece.level()).toBe(0.5);
    expect(earpiece.level()).toBe(0);
  });

  it('tells why there is no sound, and goes on without', async () => {
    const { earpiece, failed, problems } = setUp();
    earpiece.open(24000);
    failed(new Error('the browser has no worklets'));
    expect(earpiece.play(loud)).toBe(0);
    await earpiece.hush();
    expect(problems).toEqual(['No sound: the browser has no worklets']);
  });
});
