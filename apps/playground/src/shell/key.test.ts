import { expect, it } from 'vitest';
import { createKey } from './key.js';

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

it('keeps the key over a reload, and forgets it when it is emptied', () => {
  const storage = memory();
  createKey(() => storage).set(' secret ');
  expect(createKey(() => storage).value).toBe('secret');
  createKey(() => storage).set('  ');
  expect(createKey(() => storage).value).toBeUndefined();
});

it('tells of every change', () => {
  const key = createKey(memory);
  const seen: (string | undefined)[] = [];
  key.onChange(() => seen.push(key.value));
  key.set('one');
  key.set('');
  expect(seen).toEqual(['one', undefined]);
});

it('works without a storage, where the browser refuses it', () => {
  const key = createKey(() => {
    throw new Error('SecurityError');
  });
  key.set('secret');
  expect(key.value).toBe('secret');
});
