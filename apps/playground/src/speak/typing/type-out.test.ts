import { expect, it } from 'vitest';
import { typeOut } from './type-out.js';

/** Time that passes only while somebody waits; each wait may take longer than asked. */
function fakeTime(lateMs = 0) {
  let nowMs = 1000;
  return {
    now: () => nowMs,
    wait: async (durationMs: number) => {
      nowMs += durationMs + lateMs;
    },
  };
}

const tokens = ['a', 'b', 'c', 'd', 'e'];

it('hands out tokens at the rate that was asked for', async () => {
  const time = fakeTime();
  const at: number[] = [];
  const isAll = await typeOut(
    { tokens, tokensPerSecond: 50, send: () => at.push(time.now() - 1000) },
    time,
    new AbortController().signal,
  );
  expect(isAll).toBe(true);
  expect(at).toEqual([0, 20, 40, 60, 80]);
});

it('makes up for timers that are late, as those of a page in the background', async () => {
  const time = fakeTime(35);
  const at: number[] = [];
  await typeOut(
    { tokens, tokensPerSecond: 50, send: () => at.push(time.now() - 1000) },
    time,
    new AbortController().signal,
  );
  expect(at).toEqual([0, 55, 55, 95, 95]);
});

it('hands out everything at once without a rate', async () => {
  const sent: string[] = [];
  const never = () => new Promise<void>(() => {});
  await typeOut(
    { tokens, tokensPerSecond: undefined, send: (token) => sent.push(token) },
    { now: () => 0, wait: never },
    new AbortController().signal,
  );
  expect(sent).toEqual(tokens);
});

it('stops where it is when it is interrupted, and says so', async () => {
  const typing = new AbortController();
  const sent: string[] = [];
  const send = (token: string) => {
    sent.push(token);
    if (token === 'b') typing.abort();
  };
  expect(await typeOut({ tokens, tokensPerSecond: 50, send }, fakeTime(), typing.signal)).toBe(false);
  expect(sent).toEqual(['a', 'b']);
});
