import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answered, calling, completed } from './calls.test.kit.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'glottis-call-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the recording', () => {
  it('has every sound in its place, and silence between', async () => {
    const path = join(directory, 'call.wav');
    const { calls, done, order, messages } = await calling(['--out', path, '--sample-rate', '8000']);
    expect(order.phone.sampleRate).toBe(8000);
    calls.become(answered);
    order.phone.hear(new Int16Array(160).fill(1), 1500);
    order.phone.hear(new Int16Array(160).fill(2), 1520);
    order.phone.hush();
    order.phone.hear(new Int16Array(160).fill(3), 4000);
    calls.become(completed);
    expect(await done).toBe(0);
    const wav = await readFile(path);
    const samples = new Int16Array(new Uint8Array(wav.subarray(44)).buffer);
    const at = (ms: number) => samples[ms * 8];
    expect([at(1499), at(1500), at(1519), at(1520), at(1539), at(1540), at(3999), at(4000)]).toEqual([
      0, 1, 1, 2, 2, 0, 0, 3,
    ]);
    expect(samples).toHaveLength(4020 * 8);
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(messages()).toContain('4.0 s were recorded');
  });

  it('for a player has no silence: the time passes by itself', async () => {
    const { calls, done, order, output } = await calling(['--out', '-', '--quiet']);
    order.phone.hear(new Int16Array([1, 2]), 1000);
    calls.become(completed);
    await done;
    expect([...output()]).toEqual([1, 0, 2, 0]);
  });

  it.each(['mp3', 'ogg', 'flac'])('may be %s', async (format) => {
    const path = join(directory, `call.${format}`);
    const { calls, done, order } = await calling(['--out', path]);
    order.phone.hear(new Int16Array(order.phone.sampleRate), 500);
    calls.become(completed);
    expect(await done).toBe(0);
    expect((await stat(path)).size).toBeGreaterThan(100);
  });

  it('is not made of a call in which nothing was heard', async () => {
    const path = join(directory, 'call.wav');
    const { calls, done } = await calling(['--out', path]);
    calls.become(completed);
    expect(await done).toBe(0);
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('that cannot be written ends the call', async () => {
    const { calls, done, order, messages } = await calling(['--out', join(directory, 'no', 'call.wav')]);
    calls.become(answered);
    order.phone.hear(new Int16Array(10), 0);
    expect(await done).toBe(2);
    expect(calls.deeds).toEqual(['hang up']);
    expect(messages()).toContain('cannot be written');
  });

  it('ends the call in silence when the player is gone', async () => {
    const onOutput = () => {
      throw Object.assign(new Error('broken pipe'), { code: 'EPIPE' });
    };
    const { calls, done, order, messages } = await calling(['--out', '-', '--quiet'], { onOutput });
    calls.become(answered);
    order.phone.hear(new Int16Array(10), 0);
    expect(await done).toBe(0);
    expect(calls.deeds).toEqual(['hang up']);
    expect(messages()).toBe('');
  });

  it('does not pile up for a player that takes nothing', async () => {
    const { calls, done, order, messages } = await calling(['--out', '-'], { onOutput: () => undefined });
    calls.become(answered);
    for (let piece = 0; piece < 31; piece += 1) order.phone.hear(new Int16Array(24_000), piece * 1000);
    expect(await done).toBe(1);
    expect(messages()).toContain('nobody takes the audio');
  });
});
