import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settled } from '../settled.test.kit.js';
import { FakeContext, stubAudio } from './audio-context.test.kit.js';
import { audio, playing, sampleRate } from './player.test.kit.js';

beforeEach(stubAudio);
afterEach(() => vi.unstubAllGlobals());

describe('playing', () => {
  it('renders what was given, and leaves the bytes alone', async () => {
    const { player, render } = await playing();
    const bytes = audio(16);
    player.play(bytes);
    player.play(bytes.buffer);
    expect(new Set(render(32))).toEqual(new Set([0.5]));
    expect(bytes.length).toBe(16 * 48);
  });

  it('tells how far it has come', async () => {
    const positions: number[] = [];
    const { player, render } = await playing({ onPosition: (positionMs) => positions.push(positionMs) });
    player.play(audio(1000));
    expect([player.position, player.queuedMs]).toEqual([0, 1000]);
    render(800);
    expect(player.position).toBeGreaterThan(780);
    expect(player.position).toBeLessThanOrEqual(800);
    expect(player.queuedMs).toBeCloseTo(1000 - player.position);
    expect(positions.length).toBeGreaterThan(30);
    expect(positions.at(-1)).toBe(player.position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('says nothing while there is nothing to say', async () => {
    const positions: number[] = [];
    const { render } = await playing({ onPosition: (positionMs) => positions.push(positionMs) });
    render(1000);
    expect(positions).toEqual([]);
  });

  it('lets its caller wait while enough is queued', async () => {
    const { player, render } = await playing({ bufferMs: 100 });
    expect(await settled(player.play(audio(100)))).toBe(true);
    const second = player.play(audio(100));
    expect(await settled(second)).toBe(false);
    render(60);
    expect(await settled(second)).toBe(false);
    render(80);
    expect(await settled(second)).toBe(true);
  });

  it('refuses more when nobody waits', async () => {
    const { player } = await playing({ maxQueuedMs: 1000 });
    player.play(audio(1001));
    await expect(player.play(audio(1))).rejects.toThrow(/more than 1000 ms/);
  });

  it('puts a sample together that was cut in two', async () => {
    const { player, render } = await playing();
    const bytes = audio(16);
    player.play(bytes.subarray(0, 101));
    player.play(bytes.subarray(101));
    expect(new Set(render(16))).toEqual(new Set([0.5]));
  });

  it('counts underruns', async () => {
    const { player, render } = await playing();
    player.play(audio(10));
    render(50);
    player.play(audio(10));
    render(50);
    expect(player.underruns).toBe(1);
  });

  it('is finished when everything was rendered', async () => {
    const { player, render } = await playing({ startBufferMs: 1000 });
    expect(await settled(player.finished())).toBe(true);
    player.play(audio(100));
    const finished = player.finished();
    render(90);
    expect(await settled(finished)).toBe(false);
    render(40);
    expect(await settled(finished)).toBe(true);
  });

  it('is finished only when the sound has left the speakers', async () => {
    const context = Object.assign(new FakeContext({ sampleRate }), { baseLatency: 0.001, outputLatency: 0.001 });
    const { player } = await playing({}, context);
    const order: string[] = [];
    const finished = player.finished().then(() => order.push('finished'));
    await new Promise(setImmediate);
    order.push('rendered');
    await finished;
    expect(order).toEqual(['rendered', 'finished']);
  });

  it('holds while it is paused', async () => {
    const { player, render } = await playing();
    player.play(audio(1000));
    player.pause();
    expect(new Set(render(100))).toEqual(new Set([0]));
    player.resume();
    expect(render(100).at(-1)).toBe(0.5);
  });
});
