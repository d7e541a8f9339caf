import { describe, expect, it } from 'vitest';
import { type FakeClock, fakeClock } from '../../testing/fake-clock.js';
import type { Voice } from '../../voices/voice.js';
import type { FarEnd } from '../link/far-end.js';
import type { FromFarEnd, ToFarEnd } from '../link/messages.js';
import type { EnginePiece, SpeakTask } from '../segment-engine.js';
import { createPool, type Pool, type PoolOptions } from './pool.js';

const voice: Voice = { id: 'v', name: 'V', synthesizer: 'test', language: 'en', gender: 'neutral' };
const piece: EnginePiece = { pcm: { samples: new Int16Array(800), sampleRate: 8000 }, words: [] };

/** A far end that the test plays. */
interface FakeFarEnd extends FarEnd {
  readonly received: readonly ToFarEnd[];
  terminated: boolean;
  ready(): void;
  /** Answers the task that it was given last. */
  chunk(): void;
  end(): void;
  die(): void;
}

function fakeFarEnd(): FakeFarEnd {
  const received: ToFarEnd[] = [];
  let say: (message: FromFarEnd) => void = () => {};
  let gone: (reason: Error) => void = () => {};
  const id = () => received.findLast(({ type }) => type === 'speak')?.id ?? 0;
  return {
    received,
    terminated: false,
    channel: {
      send: (message) => void received.push(message),
      onMessage: (handler) => {
        say = handler;
      },
      close: () => undefined,
    },
    onGone: (handler) => {
      gone = handler;
    },
    async terminate() {
      this.terminated = true;
    },
    ready: () => say({ type: 'ready', voices: [voice] }),
    chunk: () => say({ type: 'chunk', id: id(), piece }),
    end: () => say({ type: 'end', id: id() }),
    die: () => gone(new Error('killed')),
  };
}

interface Stage {
  readonly pool: Pool;
  readonly clock: FakeClock;
  /** Every far end that was ever started, in order. */
  readonly farEnds: readonly FakeFarEnd[];
  readonly lost: readonly string[];
}

async function stage(options: Partial<PoolOptions> = {}): Promise<Stage> {
  const clock = fakeClock();
  const farEnds: FakeFarEnd[] = [];
  const lost: string[] = [];
  const start = () => {
    const farEnd = fakeFarEnd();
    farEnds.push(farEnd);
    return farEnd;
  };
  const onLost = (reason: Error) => void lost.push(reason.message);
  const creating = createPool({ workers: 1, start, maxWaiting: 10, hangMs: 4000, clock, onLost, ...options });
  for (const farEnd of farEnds) farEnd.ready();
  return { pool: await creating, clock, farEnds, lost };
}

/** Starts to listen at once; settles with the number of pieces. */
async function listen(pool: Pool, text: string, { dueMs = 0, signal = new AbortController().signal } = {}) {
  const task: SpeakTask = {
    text,
    boundary: 'word',
    request: { voice, language: 'en', speed: 1, sampleRate: 24_000 },
    dueMs,
  };
  let pieces = 0;
  for await (const _ of pool.speak(task, signal)) pieces += 1;
  return pieces;
}

function textsOf(farEnd: FakeFarEnd | undefined): string[] {
  return (farEnd?.received ?? []).flatMap((message) => (message.type === 'speak' ? [message.task.text] : []));
}

describe('a pool', () => {
  it('is there once every worker is ready, with their voices', async () => {
    const { pool, farEnds } = await stage({ workers: 3 });
    expect(farEnds).toHaveLength(3);
    expect(pool.voices).toEqual([voice]);
  });

  it('refuses to be there when a worker does not start, and ends the others', async () => {
    const farEnds: FakeFarEnd[] = [];
    const start = () => {
      const farEnd = fakeFarEnd();
      farEnds.push(farEnd);
      return farEnd;
    };
    const creating = createPool({ workers: 2, start, maxWaiting: 1, hangMs: 4000, clock: fakeClock() });
    farEnds[0]?.ready();
    farEnds[1]?.die();
    await expect(creating).rejects.toThrow('killed');
    expect(farEnds.map(({ terminated }) => terminated)).toEqual([true, true]);
  });

  it('refuses to be there when a worker cannot even be started', async () => {
    const start = () => {
      throw new Error('no such file');
    };
    const creating = createPool({ workers: 2, start, maxWaiting: 1, hangMs: 4000, clock: fakeClock() });
    await expect(creating).rejects.toThrow('no such file');
  });

  it('gives each worker one task at a time', async () => {
    const { pool, farEnds } = await stage({ workers: 2 });
    const calls = ['a', 'b', 'c'].map((text) => listen(pool, text));
    expect(farEnds.map(textsOf)).toEqual([['a'], ['b']]);
    farEnds[1]?.end();
    expect(farEnds.map(textsOf)).toEqual([['a'], ['b', 'c']]);
    farEnds[0]?.chunk();
    for (const farEnd of farEnds) farEnd.end();
    expect(await Promise.all(calls)).toEqual([1, 0, 0]);
  });

  it('serves who runs dry first, and among equals who came first', async () => {
    const { pool, farEnds } = await stage();
    const due = { busy: 0, late: 300, soon: 100, 'soon too': 100, now: 50 };
    const calls = Object.entries(due).map(([text, dueMs]) => listen(pool, text, { dueMs }));
    for (let count = 0; count < calls.length; count += 1) farEnds[0]?.end();
    await Promise.all(calls);
    expect(textsOf(farEnds[0])).toEqual(['busy', 'now', 'soon', 'soon too', 'late']);
  });

  it('lets go at once of a task that is aborted in the line', async () => {
    const { pool, farEnds } = await stage({ maxWaiting: 1 });
    const controller = new AbortController();
    const busy = listen(pool, 'busy');
    const aborted = listen(pool, 'aborted', { signal: controller.signal });
    controller.abort();
    expect(await aborted).toBe(0);
    const next = listen(pool, 'next');
    farEnds[0]?.end();
    farEnds[0]?.end();
    await Promise.all([busy, next]);
    expect(textsOf(farEnds[0])).toEqual(['busy', 'next']);
  });

  it('does not take a task whose signal aborted beforehand', async () => {
    const { pool, farEnds } = await stage();
    expect(await listen(pool, 'a', { signal: AbortSignal.abort() })).toBe(0);
    expect(textsOf(farEnds[0])).toEqual([]);
  });

  it('ends an aborted task at once, and keeps its worker busy until the engine has let go', async () => {
    const { pool, farEnds } = await stage();
    const controller = new AbortController();
    const aborted = listen(pool, 'aborted', { signal: controller.signal });
    const next = listen(pool, 'next');
    controller.abort();
    expect(await aborted).toBe(0);
    expect(farEnds[0]?.received.map(({ type }) => type)).toEqual(['speak', 'abort']);
    farEnds[0]?.end();
    expect(textsOf(farEnds[0])).toEqual(['aborted', 'next']);
    farEnds[0]?.end();
    await next;
  });

  it('aborts the task of a consumer that leaves', async () => {
    const { pool, farEnds } = await stage();
    const task: SpeakTask = {
      text: 'a',
      boundary: 'word',
      request: { voice, language: 'en', speed: 1, sampleRate: 24_000 },
      dueMs: 0,
    };
    const iterator = pool.speak(task, new AbortController().signal)[Symbol.asyncIterator]();
    const first = iterator.next();
    farEnds[0]?.chunk();
    await first;
    await iterator.return?.();
    expect(farEnds[0]?.received.at(-1)).toMatchObject({ type: 'abort' });
  });

  it('refuses as overloaded what the line has no room for, and takes more when it has', async () => {
    const { pool, farEnds } = await stage({ maxWaiting: 2 });
    const calls = ['busy', 'b', 'c'].map((text) => listen(pool, text));
    await expect(listen(pool, 'd')).rejects.toMatchObject({ code: 'overloaded' });
    farEnds[0]?.end();
    calls.push(listen(pool, 'e'));
    for (let count = 0; count < 3; count += 1) farEnds[0]?.end();
    await Promise.all(calls);
    expect(textsOf(farEnds[0])).toEqual(['busy', 'b', 'c', 'e']);
  });

  it('fails only the task of a worker that dies; the others go on, also on its replacement', async () => {
    const { pool, farEnds, clock, lost } = await stage({ workers: 2 });
    const [first, second, third] = ['a', 'b', 'c'].map((text) => listen(pool, text));
    const failed = expect(first).rejects.toMatchObject({ code: 'synthesis-failed', cause: new Error('killed') });
    farEnds[0]?.die();
    await failed;
    expect(lost).toEqual(['killed']);
    clock.advance(100);
    expect(textsOf(farEnds[2])).toEqual([]);
    farEnds[2]?.ready();
    expect(textsOf(farEnds[2])).toEqual(['c']);
    farEnds[1]?.end();
    farEnds[2]?.end();
    expect(await Promise.all([second, third])).toEqual([0, 0]);
  });

  it('replaces a worker that makes no progress, and fails its task', async () => {
    const { pool, farEnds, clock } = await stage({ hangMs: 4000 });
    const hung = expect(listen(pool, 'a')).rejects.toMatchObject({ code: 'synthesis-failed' });
    clock.advance(3000);
    farEnds[0]?.chunk();
    clock.advance(3999);
    expect(farEnds[0]?.terminated).toBe(false);
    clock.advance(1001);
    await hung;
    expect(farEnds[0]?.terminated).toBe(true);
    clock.advance(100);
    expect(farEnds).toHaveLength(2);
  });

  it('replaces a worker that hangs in a task that was aborted', async () => {
    const { pool, farEnds, clock } = await stage({ hangMs: 4000 });
    const controller = new AbortController();
    const aborted = listen(pool, 'a', { signal: controller.signal });
    controller.abort();
    await aborted;
    clock.advance(5000);
    expect(farEnds[0]?.terminated).toBe(true);
  });

  it('leaves an idle worker in peace', async () => {
    const { pool, farEnds, clock } = await stage({ hangMs: 4000 });
    const call = listen(pool, 'a');
    farEnds[0]?.end();
    await call;
    clock.advance(100_000);
    expect(farEnds[0]?.terminated).toBe(false);
    expect(clock.waiting).toBe(0);
  });

  it('does not listen to a worker that was given up', async () => {
    const { pool, farEnds, clock } = await stage();
    const failed = expect(listen(pool, 'a')).rejects.toMatchObject({ code: 'synthesis-failed' });
    farEnds[0]?.die();
    await failed;
    farEnds[0]?.end();
    farEnds[0]?.ready();
    farEnds[0]?.die();
    const call = listen(pool, 'b');
    clock.advance(100);
    expect(farEnds).toHaveLength(2);
    farEnds[1]?.ready();
    farEnds[1]?.end();
    expect(await call).toBe(0);
    expect(textsOf(farEnds[0])).toEqual(['a']);
  });

  it('rests longer from one loss to the next, until a task goes well', async () => {
    const { pool, farEnds, clock } = await stage();
    const restsMs: number[] = [];
    const loseOnce = () => {
      const [startedAtMs, count] = [clock.now(), farEnds.length];
      farEnds.at(-1)?.die();
      while (farEnds.length === count) clock.advance(50);
      restsMs.push(clock.now() - startedAtMs);
      farEnds.at(-1)?.ready();
    };
    for (let count = 0; count < 8; count += 1) loseOnce();
    const call = listen(pool, 'a');
    farEnds.at(-1)?.end();
    await call;
    loseOnce();
    expect(restsMs).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 100]);
  });

  it('fails who waits when no worker starts any more, refuses whoever comes, and recovers', async () => {
    const { pool, farEnds, clock } = await stage();
    farEnds[0]?.die();
    const waiting = expect(listen(pool, 'a')).rejects.toMatchObject({ code: 'synthesis-failed' });
    for (let count = 1; count <= 2; count += 1) {
      clock.advance(5000);
      farEnds[count]?.die();
    }
    clock.advance(5000);
    const alsoWaiting = expect(listen(pool, 'also')).rejects.toMatchObject({ code: 'synthesis-failed' });
    farEnds[3]?.die();
    await Promise.all([waiting, alsoWaiting]);
    await expect(listen(pool, 'b')).rejects.toMatchObject({ code: 'synthesis-failed' });
    clock.advance(5000);
    farEnds[4]?.ready();
    const call = listen(pool, 'c');
    farEnds[4]?.end();
    expect(await call).toBe(0);
  });

  it('replaces a worker that does not get ready in time', async () => {
    const { farEnds, clock } = await stage({ startMs: 2000 });
    farEnds[0]?.die();
    clock.advance(100);
    clock.advance(2000);
    expect(farEnds[1]?.terminated).toBe(true);
    clock.advance(200);
    expect(farEnds).toHaveLength(3);
  });

  it('stops an engine that does not stop by itself', async () => {
    const { pool, farEnds } = await stage({ maxAudioMs: 250 });
    const call = expect(listen(pool, 'a')).rejects.toMatchObject({ code: 'synthesis-failed' });
    for (let count = 0; count < 3; count += 1) farEnds[0]?.chunk();
    await call;
    expect(farEnds[0]?.received.at(-1)).toMatchObject({ type: 'abort' });
  });

  it('ends everything when it is closed, and starts nothing any more', async () => {
    const { pool, farEnds, clock } = await stage();
    const calls = ['busy', 'waiting'].map((text) =>
      expect(listen(pool, text)).rejects.toMatchObject({ code: 'going-away' }),
    );
    await pool.close();
    await Promise.all(calls);
    farEnds[0]?.die();
    clock.advance(60_000);
    expect(farEnds.map(({ terminated }) => terminated)).toEqual([true]);
    await expect(listen(pool, 'later')).rejects.toMatchObject({ code: 'going-away' });
  });
});
