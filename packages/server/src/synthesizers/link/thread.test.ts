import { getPriority } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { createPool, type Pool } from '../pool/pool.js';
import type { SpeakTask } from '../segment-engine.js';
import { startThread } from './thread.js';

/** An engine that does what its text says, without a break between its pieces: what a thread must survive. */
const engine = `
  import { SpeechError } from ${JSON.stringify(new URL('../../errors.js', import.meta.url).href)};
  import { serve } from ${JSON.stringify(new URL('./serve.js', import.meta.url).href)};
  import { enterThread } from ${JSON.stringify(new URL('./thread.js', import.meta.url).href)};
  import { readlinkSync } from 'node:fs';
  import { getPriority } from 'node:os';
  const { channel, data } = enterThread();
  const piece = (...samples) => ({ pcm: { samples: Int16Array.from(samples), sampleRate: 8000 }, words: [] });
  const voice = { id: data, name: 'V', synthesizer: 'test', language: 'en', gender: 'neutral' };
  let stopped = 0;
  const acts = {
    hang() { while (true); },
    exit() { process.exit(3); },
    crash() { setImmediate(() => { throw new Error('crashed'); }); return new Promise(() => {}); },
    refuse() { throw new SpeechError('voice-not-found', 'no such voice'); },
    endless(emit) { while (emit(piece(1))); stopped += 1; },
    stopped(emit) { emit(piece(stopped)); },
    priority(emit) { emit(piece(getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1))))); },
    speak(emit) { emit(piece(1)); emit(piece(2)); },
  };
  serve({ speak: ({ text }, emit) => acts[text](emit) }, [voice], channel);
`;
const url = new URL(`data:text/javascript,${encodeURIComponent(engine)}`);
const pools: Pool[] = [];

/** Patient with a busy machine, except where a test is about hanging. */
async function poolOf(workers: number, hangMs = 20_000): Promise<Pool> {
  const start = () => startThread(url, 'from the data');
  const pool = await createPool({ workers, start, maxWaiting: 10, hangMs });
  pools.push(pool);
  return pool;
}

afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const voice = { id: 'v', name: 'V', synthesizer: 'test', language: 'en', gender: 'neutral' as const };

async function listen(pool: Pool, text: string, controller = new AbortController(), onPiece = () => {}) {
  const task: SpeakTask = {
    text,
    boundary: 'word',
    request: { voice, language: 'en', speed: 1, sampleRate: 24_000 },
    dueMs: 0,
  };
  const heard: number[] = [];
  for await (const { pcm } of pool.speak(task, controller.signal)) {
    heard.push(...pcm.samples);
    onPiece();
  }
  return heard;
}

describe('an engine on a thread', () => {
  it('gets the data it was started with, and speaks', async () => {
    const pool = await poolOf(1);
    expect(pool.voices[0]?.id).toBe('from the data');
    expect(await listen(pool, 'speak')).toEqual([1, 2]);
  });

  it('stops within a piece of the abort, though it never looks at its messages', async () => {
    const pool = await poolOf(1);
    const controller = new AbortController();
    await listen(pool, 'endless', controller, () => controller.abort());
    expect(await listen(pool, 'stopped')).toEqual([1]);
  });

  it('keeps the code of an error', async () => {
    const pool = await poolOf(1);
    await expect(listen(pool, 'refuse')).rejects.toMatchObject({ code: 'voice-not-found' });
  });

  it.each(['hang', 'exit', 'crash'])('fails one task when it comes to "%s", and is replaced', async (fault) => {
    const pool = await poolOf(1, 1000);
    const [first, second] = [listen(pool, fault), listen(pool, 'speak')];
    await expect(first).rejects.toMatchObject({ code: 'synthesis-failed' });
    expect(await second).toEqual([1, 2]);
  });

  it('does not disturb its neighbour when it hangs', async () => {
    const pool = await poolOf(2, 1000);
    const hung = expect(listen(pool, 'hang')).rejects.toMatchObject({ code: 'synthesis-failed' });
    for (let count = 0; count < 5; count += 1) expect(await listen(pool, 'speak')).toEqual([1, 2]);
    await hung;
  });

  it.runIf(process.platform === 'linux')('yields to the event loop: its priority is lower', async () => {
    const [priority] = await listen(await poolOf(1), 'priority');
    expect(priority).toBeGreaterThan(getPriority());
  });
});
