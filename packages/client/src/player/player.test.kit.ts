/** A player on the browser's audio in memory. */

import { FakeContext } from './audio-context.test.kit.js';
import type { PlayerOptions } from './create-player.js';
import { createPlayer } from './create-player.js';

export const sampleRate = 24_000;

/** Audio of the given length, at half of full scale. */
export const audio = (durationMs: number) =>
  new Uint8Array(new Int16Array((durationMs * sampleRate) / 1000).fill(16_384).buffer);

export async function playing(options: Partial<PlayerOptions> = {}, context = new FakeContext({ sampleRate })) {
  const player = await createPlayer({
    sampleRate,
    startBufferMs: 0,
    context: context as unknown as AudioContext,
    ...options,
  });
  /** Renders, in quanta, so much time. */
  const render = (durationMs: number) => context.render(Math.ceil((durationMs * context.sampleRate) / 1000 / 128));
  return { player, context, render };
}
