import { expect, it } from 'vitest';
import type { ConsoleEvent } from './messages.js';
import { createWire } from './wire.js';

/** A console that reads when a test says so. */
function deafConsole() {
  const events: ConsoleEvent[] = [];
  const waiting: (() => void)[] = [];
  const wire = createWire({
    send(message) {
      if (typeof message === 'string') events.push(JSON.parse(message));
      return new Promise((resolve) => waiting.push(resolve));
    },
  });
  let failure: unknown;
  wire.failed.catch((error) => {
    failure = error.code;
  });
  const settled = async () => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  };
  return {
    ...wire,
    events,
    async read(count = waiting.length) {
      for (const resolve of waiting.splice(0, count)) resolve();
      await settled();
    },
    async failure() {
      await settled();
      return failure;
    },
  };
}

const log = (length: number, at_ms = 0): ConsoleEvent => ({
  type: 'log',
  direction: 'to-app',
  text: 'x'.repeat(length),
  at_ms,
});
const status: ConsoleEvent = {
  type: 'status',
  call_sid: 'c',
  call_status: 'in-progress',
  sip_status: 200,
  sip_reason: 'OK',
};

it('a console is not cut off for what the log of a call is, however much', async () => {
  const { tell, failure } = deafConsole();
  for (let count = 0; count < 10_000; count += 1) tell(log(400));
  expect(await failure()).toBeUndefined();
});

it('what of the log is more than a console reads is left out, and counted in its place', async () => {
  const { tell, events, read } = deafConsole();
  for (let at = 0; at < 100; at += 1) tell(log(4096, at));
  tell(status);
  tell({ type: 'error', error: 'one more thing' });
  const shown = events.filter(({ type }) => type === 'log').length;
  expect(shown).toBeGreaterThan(60);
  expect(shown).toBeLessThan(66);
  expect(events.slice(shown)).toEqual([status]);
  await read();
  tell(log(1, 100));
  expect(events.slice(shown + 1)).toEqual([{ type: 'omitted', messages: 101 - shown }, log(1, 100)]);
});

it('is told once there is room, though nothing more comes', async () => {
  const { tell, events, read } = deafConsole();
  for (let at = 0; at < 100; at += 1) tell(log(4096, at));
  await read(1);
  expect(events.at(-1)).toMatchObject({ type: 'log' });
  await read();
  expect(events.at(-1)).toMatchObject({ type: 'omitted' });
  expect(events.filter(({ type }) => type === 'omitted')).toHaveLength(1);
});

it.each<[string, (wire: ReturnType<typeof deafConsole>) => void]>([
  ['audio', ({ play }) => play(new Uint8Array(64 * 1024))],
  ['other messages', ({ tell }) => tell({ type: 'calling', call_sid: 'ä'.repeat(32 * 1024) })],
])('a mebibyte of %s that is not read cuts a console off', async (_, put) => {
  const console = deafConsole();
  for (let count = 0; count < 16; count += 1) put(console);
  expect(await console.failure()).toBeUndefined();
  for (let count = 0; count < 2; count += 1) put(console);
  expect(await console.failure()).toBe('slow-reader');
});
