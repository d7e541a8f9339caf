import { expect, it } from 'vitest';
import { createOutbox } from './outbox.js';

const kept = (text: string) => ({ text, isExpendable: false });
const expendable = (text: string) => ({ text, isExpendable: true });
const kibibytes = (count: number) => 'x'.repeat(count * 1024);

it('gives back in order what was put, once', () => {
  const outbox = createOutbox();
  for (const text of ['a', 'b', 'c']) expect(outbox.put(kept(text))).toBe(true);
  expect(outbox.takeAll().map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  expect(outbox.takeAll()).toEqual([]);
});

it('has all of its room again when everything was taken', () => {
  const outbox = createOutbox();
  for (let round = 0; round < 3; round += 1) {
    expect(outbox.put(kept(kibibytes(1024)))).toBe(true);
    outbox.takeAll();
  }
});

it('gives up as many expendable messages as one that matters needs', () => {
  const outbox = createOutbox();
  for (const size of [300, 300, 300]) outbox.put(expendable(kibibytes(size)));
  expect(outbox.put(kept(kibibytes(700)))).toBe(true);
  expect(outbox.takeAll().map(({ text }) => text.length / 1024)).toEqual([300, 700]);
});

it('counts bytes, not characters', () => {
  const outbox = createOutbox();
  expect(outbox.put(kept('ä'.repeat(600 * 1024)))).toBe(false);
});

it('would rather lose what comes than what matters, where that alone fills it', () => {
  const outbox = createOutbox();
  outbox.put(kept(kibibytes(1024)));
  expect(outbox.put(expendable('event'))).toBe(true);
  expect(outbox.takeAll()).toHaveLength(1);
  outbox.put(kept(kibibytes(1024)));
  expect(outbox.put(kept('result'))).toBe(false);
});
