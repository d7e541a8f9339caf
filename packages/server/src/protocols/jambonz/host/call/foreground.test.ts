import { expect, it } from 'vitest';
import type { Step } from '../verbs/verb.js';
import { createForeground } from './foreground.js';

const step = (name: string, endsBargeIn = false): Step => {
  return { name, id: undefined, isQueued: false, endsBargeIn, run: async () => undefined };
};

/** A list whose verbs run until they are released or killed. */
function setting() {
  const ran: string[] = [];
  const ends: (() => void)[] = [];
  const foreground = createForeground({
    run(one, signal) {
      ran.push(one.name);
      return new Promise((resolve) => {
        ends.push(resolve);
        signal.addEventListener('abort', () => {
          ran.push(`${one.name} killed`);
          resolve();
        });
      });
    },
    onIdle: () => void ran.push('idle'),
  });
  const settle = () => new Promise(setImmediate);
  return { ran, foreground, settle, end: () => ends.at(-1)!() };
}

it('runs one verb after another, and says when there is none', async () => {
  const { ran, foreground, settle, end } = setting();
  foreground.append([step('a'), step('b')]);
  expect([foreground.isIdle, ran]).toEqual([false, ['a']]);
  end();
  await settle();
  end();
  await settle();
  expect([foreground.isIdle, ran]).toEqual([true, ['a', 'b', 'idle']]);
});

it('begins the next verb only when the killed one has ended', async () => {
  const { ran, foreground, settle } = setting();
  foreground.append([step('a'), step('b')]);
  foreground.replace([step('c')]);
  expect(ran).toEqual(['a', 'a killed']);
  await settle();
  expect(ran).toEqual(['a', 'a killed', 'c']);
});

it('keeps what is behind the one that is to be kept', async () => {
  const { ran, foreground, settle } = setting();
  foreground.append([step('a'), step('b'), step('c', true), step('d')]);
  foreground.interrupt(({ endsBargeIn }) => endsBargeIn);
  await settle();
  expect(ran).toEqual(['a', 'a killed', 'c']);
});

it('runs nothing any more once it was closed', async () => {
  const { ran, foreground, settle } = setting();
  foreground.append([step('a'), step('b')]);
  await foreground.close();
  foreground.append([step('c')]);
  foreground.replace([step('d')]);
  await settle();
  expect(ran).toEqual(['a', 'a killed']);
});
