import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
// The bundler that npm installs beside vitest.
import { build } from 'vite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { settled } from '../settled.test.kit.js';
import { FakeContext, stubAudio } from './audio-context.test.kit.js';
import { audio, sampleRate } from './player.test.kit.js';

beforeEach(stubAudio);
afterEach(() => vi.unstubAllGlobals());

/** The player as a page has it that is built for browsers of that language. */
async function bundled(target: string, minify: boolean): Promise<typeof import('./index.js')> {
  const entry = fileURLToPath(new URL('./index.js', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'player' };
  const options = { write: false, target, minify, lib };
  const built = await build({ configFile: false, envDir: false, logLevel: 'silent', build: options });
  const [result] = [built].flat();
  if (result === undefined || !('output' in result)) throw new Error('nothing was built');
  return runInThisContext(`(() => { ${result.output[0].code}; return player; })()`, `player-${target}.js`);
}

const builds = ['es2017', 'es2020', 'es2022'].flatMap((target) => [
  { target, minify: false },
  { target, minify: true },
]);

it.each(builds)('plays, holds, stops and finishes in a bundle: %o', async ({ target, minify }) => {
  const { createPlayer } = await bundled(target, minify);
  // Of twice the rate, so that it resamples too.
  const context = new FakeContext({ sampleRate: 2 * sampleRate });
  const player = await createPlayer({ sampleRate, startBufferMs: 0, context: context as unknown as AudioContext });

  player.play(audio(1000));
  expect(context.render(10).at(-1)).toBe(0.5);
  expect(player.position).toBeGreaterThan(0);
  player.pause();
  expect(context.render(10).at(-1)).toBe(0);
  player.resume();
  expect(context.render(10).at(-1)).toBe(0.5);

  const stopping = player.stop();
  expect(context.render(10).at(-1)).toBe(0);
  expect((await stopping).playedMs).toBeGreaterThan(20);
  player.play(audio(10));
  const finished = player.finished();
  context.render(10);
  expect(await settled(finished)).toBe(true);
  await player.close();
});
