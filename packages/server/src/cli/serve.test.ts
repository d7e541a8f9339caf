import { describe, expect, it } from 'vitest';
import type { Config } from '../config/config.js';
import { type TestWorldOptions, testWorld } from './world.test.kit.js';

describe('glottis serve', () => {
  it('says where it listens, who may connect, and what to try', async () => {
    const { world } = await started();
    expect(world.messages()).toContain('Glottis 1.2.3 listens on http://127.0.0.1:9/speech\n');
    expect(world.messages()).toContain('every program on this machine may connect');
    expect(world.messages()).toContain('\nTry: say hello to http://127.0.0.1:9/speech\n');
  });

  it('says which page to open, where there is one', async () => {
    const { world } = await started({ page: 'http://127.0.0.1:9/speech/' });
    expect(world.messages()).toContain('\nOpen http://127.0.0.1:9/speech/ to hear it.\n');
    expect((await started()).world.messages()).not.toContain('Open ');
  });

  it('never shows a key', async () => {
    const { world } = await started({ environment: { GLOTTIS_API_KEYS: 'gl_5b1f0a3c9d7e' } });
    expect(world.messages()).not.toContain('gl_5b1f0a3c9d7e');
  });

  it.each([
    [[], 'Metrics are at http://127.0.0.1:9/metrics.\n'],
    [['--metrics', '127.0.0.1:9090'], 'Metrics are at http://127.0.0.1:9090/metrics.\n'],
    [['--host', '0.0.0.0', '--insecure-open'], 'Metrics are off'],
    [['--host', '0.0.0.0', '--insecure-open', '--metrics', 'same'], '/metrics, for EVERYBODY who reaches that address'],
  ])('says with %j where the metrics are, and for whom', async (flags, expected) => {
    const { world } = await started({}, ...flags);
    expect(world.messages()).toContain(expected);
  });

  it('gives flags and environment on', async () => {
    const { config } = await started({ environment: { GLOTTIS_DRAIN_SECONDS: '5' } }, '--port', '0', '--strict');
    expect(config()).toMatchObject({ port: 0, drainSeconds: 5, profile: 'strict' });
  });

  it('drains when it is told to stop, and ends with 0', async () => {
    const { world, done, drained, finish } = await started();
    world.stop();
    expect([drained(), world.messages().includes('in 30 s at the latest')]).toEqual([1, true]);
    finish();
    expect(await done).toBe(0);
    expect(world.exits).toEqual([]);
  });

  it('ends at once when it is told a second time', async () => {
    const { world, done, drained, finish } = await started();
    world.stop();
    world.stop();
    expect([drained(), world.exits]).toEqual([1, [1]]);
    finish();
    await done;
  });

  it('fails when draining fails', async () => {
    const { world, done, fail } = await started();
    world.stop();
    fail(new Error('stuck'));
    expect(await done).toBe(1);
    expect(world.messages()).toContain('glottis: stuck');
  });
});

/** A server that listens, and drains for as long as the test wants. */
async function started({ page, ...options }: TestWorldOptions & { page?: string } = {}, ...flags: string[]) {
  let config: Config | undefined;
  let drained = 0;
  let finish = () => {};
  let fail: (error: Error) => void = () => {};
  const draining = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  let welcomed = () => {};
  const welcome = new Promise<void>((resolve) => {
    welcomed = resolve;
  });
  const world = testWorld({
    ...options,
    onMessage: welcomed,
    startServer: async (given) => {
      config = given;
      return {
        url: 'http://127.0.0.1:9/speech',
        example: 'say hello to http://127.0.0.1:9/speech',
        page,
        drain: () => {
          drained += 1;
          return draining;
        },
      };
    },
  });
  const done = world.run('serve', ...flags);
  await welcome;
  return { world, done, finish, fail, drained: () => drained, config: () => config };
}
