import { expect, it } from 'vitest';
import { createMemory } from './memory.js';

const dialled = { application: '', address: 'ws://a.example/', username: 'u', from: 'Alice', to: '' };

function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

it('what was dialled is there the next time', () => {
  const kept = storage();
  expect(createMemory(() => kept).recall()).toEqual({});
  createMemory(() => kept).keep(dialled);
  expect(createMemory(() => kept).recall()).toEqual(dialled);
});

it('a password in an address is not kept', () => {
  const kept = storage();
  createMemory(() => kept).keep({ ...dialled, address: 'ws://me:secret@a.example/@x' });
  expect([...kept.items.values()].join()).not.toContain('secret');
  expect(createMemory(() => kept).recall().address).toBe('ws://a.example/@x');
});

it('nothing is kept where the browser refuses, and nothing is read that makes no sense', () => {
  const refusing = createMemory(() => {
    throw new Error('no storage here');
  });
  expect(() => refusing.keep(dialled)).not.toThrow();
  expect(refusing.recall()).toEqual({});
  for (const text of ['null', '[', '{"address":7}']) {
    expect(createMemory(() => ({ ...storage(), getItem: () => text })).recall()).toEqual({});
  }
});
