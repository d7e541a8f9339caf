import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted.js';

async function* counting(log: string[] = []) {
  try {
    for (let number = 1; ; number += 1) yield number;
  } finally {
    log.push('returned');
  }
}

describe('untilAborted', () => {
  it('ends while the source still waits', async () => {
    const controller = new AbortController();
    const silent: AsyncIterable<number> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
    const next = untilAborted(silent, controller.signal).next();
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('takes nothing from the source once the signal aborted, and lets go of it', async () => {
    const controller = new AbortController();
    const log: string[] = [];
    const seen: number[] = [];
    for await (const number of untilAborted(counting(log), controller.signal)) {
      seen.push(number);
      if (number === 3) controller.abort();
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(log).toEqual(['returned']);
  });

  it('lets go of the source when the consumer leaves', async () => {
    const log: string[] = [];
    for await (const number of untilAborted(counting(log), new AbortController().signal)) if (number === 2) break;
    expect(log).toEqual(['returned']);
  });

  it('leaves no listeners behind, however long it runs', async () => {
    const { signal } = new AbortController();
    for await (const number of untilAborted(counting(), signal)) {
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
      if (number === 100) break;
    }
  });

  it('passes on what the source throws', async () => {
    async function* failing() {
      yield 1;
      throw new Error('broken');
    }
    const iterator = untilAborted(failing(), new AbortController().signal);
    await iterator.next();
    await expect(iterator.next()).rejects.toThrow('broken');
  });
});
