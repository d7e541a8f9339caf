import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SampleQueue } from './sample-queue.js';

it('gives back what was put in, in order, whatever the pieces on either side', () => {
  fc.assert(
    fc.property(fc.array(fc.int16Array({ maxLength: 50 })), fc.infiniteStream(fc.nat(70)), (pieces, counts) => {
      const queue = new SampleQueue();
      const taken: number[] = [];
      const take = () => {
        const count = counts.next().value ?? 1;
        const [before, samples] = [queue.length, queue.take(count)];
        expect(samples).toHaveLength(Math.min(count, before));
        taken.push(...samples);
      };
      for (const [index, piece] of pieces.entries()) {
        queue.push(piece);
        if (index % 2 === 1) take();
      }
      while (queue.length > 0) take();
      expect(taken).toEqual(pieces.flatMap((piece) => [...piece]));
    }),
  );
});

it('gives memory of its own, which leaves what was put in alone', () => {
  const queue = new SampleQueue();
  const piece = Int16Array.of(1, 2, 3);
  queue.push(piece);
  queue.take(2).fill(9);
  queue.take(1).fill(9);
  expect([...piece]).toEqual([1, 2, 3]);
});
