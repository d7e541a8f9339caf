import { expect, it } from 'vitest';
import { ByteQueue } from './byte-queue.js';

it('hands out bytes in other portions than they came in', () => {
  const queue = new ByteQueue();
  for (const chunk of [[1, 2, 3], [], [4], [5, 6, 7, 8]]) queue.push(Buffer.from(chunk));
  expect(queue.length).toBe(8);
  expect([queue.peek(0), queue.peek(3), queue.peek(7)]).toEqual([1, 4, 8]);
  expect([...queue.take(2)]).toEqual([1, 2]);
  expect([...queue.take(0)]).toEqual([]);
  expect([...queue.take(4)]).toEqual([3, 4, 5, 6]);
  expect(queue.peek(1)).toBe(8);
  expect(() => queue.peek(2)).toThrow(RangeError);
  expect([...queue.take(2)]).toEqual([7, 8]);
  expect(queue.length).toBe(0);
});
