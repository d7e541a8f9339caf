import { resolveObjectURL } from 'node:buffer';
import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GlottisError } from '../errors.js';
import { FakeContext, stubAudio } from './audio-context.test.kit.js';
import { createPlayer } from './create-player.js';
import { playing, sampleRate } from './player.test.kit.js';

beforeEach(stubAudio);
afterEach(() => vi.unstubAllGlobals());

describe('creating a player', () => {
  it('makes a context at the rate of the audio, and closes it in the end', async () => {
    const created: FakeContext[] = [];
    vi.stubGlobal(
      'AudioContext',
      class extends FakeContext {
        constructor(options: { sampleRate: number }) {
          super(options);
          created.push(this);
        }
      },
    );
    const player = await createPlayer({ sampleRate });
    expect(created[0]?.sampleRate).toBe(sampleRate);
    expect(created[0]?.node?.connectedTo).toBe(created[0]?.destination);
    await player.close();
    expect(created[0]?.state).toBe('closed');
    expect(created[0]?.node?.connectedTo).toBeUndefined();
    // Somebody else may close it first.
    const other = await createPlayer({ sampleRate });
    await created[1]?.close();
    await expect(other.close()).resolves.toBeUndefined();
  });

  it('takes what rate the browser has where it does not offer that of the audio', async () => {
    await expect(createPlayer({ sampleRate: 192_000 })).resolves.toBeDefined();
  });

  it('leaves a context open that was given, and adds its module to it once', async () => {
    const { player, context } = await playing();
    const other = await playing({}, context);
    expect(context.urls).toHaveLength(1);
    // The text is no longer held.
    expect(resolveObjectURL(context.urls[0] ?? '')).toBeUndefined();
    await Promise.all([player.close(), other.player.close(), player.close()]);
    expect(context.state).toBe('running');
    expect(getEventListeners(context, 'statechange')).toEqual([]);
  });

  it('plays to the destination that was given', async () => {
    const destination = {} as AudioNode;
    const { context } = await playing({ destination });
    expect(context.node?.connectedTo).toBe(destination);
  });

  it('fails where there are no worklets, or the module cannot be loaded, and closes its own context', async () => {
    const insecure = Object.assign(new FakeContext(), { audioWorklet: undefined });
    await expect(playing({}, insecure)).rejects.toThrow(/https/);
    const context = new FakeContext();
    vi.stubGlobal('AudioContext', function AudioContext() {
      return context;
    });
    await expect(createPlayer({ sampleRate, workletUrl: '/nowhere.js' })).rejects.toThrow(/workletUrl/);
    expect(context.state).toBe('closed');
    await expect(createPlayer({ sampleRate: Number.NaN })).rejects.toBeInstanceOf(GlottisError);
  });

  it('tries again after the module could not be loaded', async () => {
    const context = new FakeContext({ sampleRate });
    await expect(playing({ workletUrl: '/nowhere.js' }, context)).rejects.toBeInstanceOf(GlottisError);
    await expect(playing({}, context)).resolves.toBeDefined();
  });
});
