import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settled } from '../settled.test.kit.js';
import { FakeContext, stubAudio } from './audio-context.test.kit.js';
import { audio, playing, sampleRate } from './player.test.kit.js';

beforeEach(stubAudio);
afterEach(() => vi.unstubAllGlobals());

describe('stopping', () => {
  it('tells exactly how much was rendered, and counts anew', async () => {
    const { player, context, render } = await playing();
    player.play(audio(1000));
    context.render(7);
    const stopping = player.stop();
    expect(player.position).toBe(0);
    const silence = context.render(2);
    expect(await stopping).toEqual({ playedMs: (7 * 128 * 1000) / sampleRate });
    expect(silence.slice(64)).toEqual(Array(192).fill(0));
    player.play(audio(1000));
    render(100);
    expect(player.position).toBeLessThanOrEqual(110);
    expect(player.position).toBeGreaterThan(80);
  });

  it('drops what is played until it is done', async () => {
    const { player, context, render } = await playing();
    player.play(audio(1000));
    render(100);
    const stopping = player.stop();
    const dropped = player.play(audio(1000));
    context.render();
    await stopping;
    await dropped;
    expect(player.queuedMs).toBe(0);
    render(10);
    expect(new Set(render(100))).toEqual(new Set([0]));
  });

  it('lets who stopped it act before those who wait for room', async () => {
    const { player, context } = await playing({ bufferMs: 10 });
    const order: string[] = [];
    const looping = (async () => {
      await player.play(audio(1000));
      order.push('loop goes on');
    })();
    const finishing = player.finished().then(() => order.push('finished'));
    const stopping = (async () => {
      await player.stop();
      order.push('stopped');
    })();
    context.render();
    await Promise.all([looping, finishing, stopping]);
    expect(order[0]).toBe('stopped');
  });

  it('twice at the same time is one stop', async () => {
    const { player, context } = await playing();
    player.play(audio(1000));
    context.render(7);
    const both = [player.stop(), player.stop()];
    context.render();
    expect(await Promise.all(both)).toEqual(Array(2).fill({ playedMs: (7 * 128 * 1000) / sampleRate }));
  });

  it('is not confused by a report that was on its way', async () => {
    const { player, context } = await playing();
    player.play(audio(1000));
    const node = context.node;
    node?.port.deliverTo(node.processor.port);
    for (let quanta = 0; quanta < 7; quanta += 1) node?.processor.process([], [[new Float32Array(128)]]);
    const stopping = player.stop();
    // Only now the report of the seven quanta arrives.
    node?.processor.port.deliverTo(node.port);
    expect(player.position).toBe(0);
    context.render();
    expect((await stopping).playedMs).toBeGreaterThan(30);
  });

  it('forgets half a sample', async () => {
    const { player, context, render } = await playing();
    player.play(audio(10).subarray(0, 101));
    player.stop();
    context.render();
    player.play(audio(16));
    expect(render(10).at(-1)).toBe(0.5);
  });
});

describe('a context that stands still', () => {
  it('answers a stop all the same, and goes on later as if nothing had been', async () => {
    const { player, context, render } = await playing();
    player.play(audio(1000));
    render(100);
    const position = player.position;
    context.willing = false;
    context.enter('suspended');
    expect(await player.stop()).toEqual({ playedMs: position });
    const next = player.play(audio(100));
    const finished = player.finished();
    context.willing = true;
    player.resume();
    await next;
    expect(render(50).at(-1)).toBe(0.5);
    expect(await settled(finished)).toBe(false);
    render(100);
    expect(await settled(finished)).toBe(true);
  });

  it('does not mix up an answer that comes late with that of a later stop', async () => {
    const { player, context, render } = await playing();
    player.play(audio(1000));
    render(100);
    context.willing = false;
    context.enter('suspended');
    expect((await player.stop()).playedMs).toBeGreaterThan(80);
    context.enter('running');
    const second = player.stop();
    context.render();
    expect(await second).toEqual({ playedMs: 0 });
  });

  it('answers a stop that was under way', async () => {
    const { player, context, render } = await playing();
    player.play(audio(1000));
    render(100);
    const position = player.position;
    const stopping = player.stop();
    context.enter('suspended');
    expect(await stopping).toEqual({ playedMs: position });
  });

  it('is woken whenever there is something to play, unless it is paused', async () => {
    const context = new FakeContext({ sampleRate });
    context.state = 'suspended';
    context.willing = false;
    const { player } = await playing({}, context);
    expect(context.resumes).toBe(1);
    player.play(audio(10));
    expect(context.resumes).toBe(2);
    player.pause();
    player.play(audio(10));
    expect(context.resumes).toBe(2);
    player.resume();
    expect(context.resumes).toBe(3);
  });
});

describe('the end of a player', () => {
  it.each([
    ['close', ({ player }: Awaited<ReturnType<typeof playing>>) => player.close()],
    ['the closing of its context', ({ context }: Awaited<ReturnType<typeof playing>>) => context.close()],
    [
      'a failure of the audio thread',
      ({ context }: Awaited<ReturnType<typeof playing>>) => context.node?.onprocessorerror?.(),
    ],
  ])('by %s leaves nobody waiting', async (_, end) => {
    const all = await playing({ bufferMs: 0 });
    const { player, context } = all;
    const waiting = [player.play(audio(100)), player.finished(), player.stop(), player.play(audio(1))];
    await end(all);
    await Promise.all(waiting);
    await expect(player.play(audio(1))).rejects.toThrow(/closed/);
    expect(await player.stop()).toEqual({ playedMs: 0 });
    await player.finished();
    expect(context.node?.connectedTo).toBeUndefined();
  });

  it('lets the audio thread forget it', async () => {
    const { player, context } = await playing();
    await player.close();
    context.render();
    expect(context.node?.processor.process([], [[new Float32Array(128)]])).toBe(false);
  });
});
