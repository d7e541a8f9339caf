import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HeldSound } from './sound.js';
import { createSoundRoom } from './sound-room.js';

const soundIn = (bytes: number) => new HeldSound(createSoundRoom(bytes).share());

it('gives back every part of what was put in, silence among it', () => {
  const parts = fc.array(fc.oneof(fc.int16Array({ minLength: 1, maxLength: 9 }), fc.nat(9)), { maxLength: 6 });
  fc.assert(
    fc.property(parts, fc.nat(60), fc.nat(60), (given, from, length) => {
      const sound = soundIn(1000);
      const all: number[] = [];
      for (const part of given) {
        if (typeof part === 'number') sound.addSilence(part);
        else sound.add(part);
        all.push(...(typeof part === 'number' ? new Int16Array(part) : part));
      }
      expect(sound.length).toBe(all.length);
      expect([...sound.cut(from, length)]).toEqual(all.slice(from, from + length));
    }),
  );
});

it('takes no memory for silence, and two bytes for a sample', () => {
  const sound = soundIn(8);
  sound.addSilence(600 * 48_000);
  sound.add(new Int16Array(4));
  expect(() => sound.add(new Int16Array(1))).toThrow(expect.objectContaining({ code: 'overloaded' }));
  expect(sound.length).toBe(600 * 48_000 + 4);
});

it('leaves its room to others when it is closed, once', () => {
  const room = createSoundRoom(8);
  const [first, second] = [new HeldSound(room.share()), new HeldSound(room.share())];
  first.add(new Int16Array(4));
  expect(() => second.add(new Int16Array(1))).toThrow();
  first.close();
  first.close();
  second.add(new Int16Array(4));
  expect(() => second.add(new Int16Array(1))).toThrow();
});
