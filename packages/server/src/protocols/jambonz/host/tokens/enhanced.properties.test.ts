import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enhancedDesk, exactDesk } from './buffer.test.kit.js';

type Step =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'flush' | 'clear' | 'open' | 'stop' | 'fail' | 'wait' }
  | { readonly type: 'room'; readonly length: number };

const word = fc.constantFrom('a', 'Hello ', 'there.', ' ', '\n\n', '', 'Dr. ', '42.', 'x'.repeat(190), 'y'.repeat(700));
const long = fc.constant('z'.repeat(1500));
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ type: fc.constant('say' as const), text: word }), weight: 10 },
  { arbitrary: fc.record({ type: fc.constant('say' as const), text: long }), weight: 1 },
  { arbitrary: fc.record({ type: fc.constantFrom('flush', 'clear', 'open', 'wait') }), weight: 4 },
  { arbitrary: fc.record({ type: fc.constantFrom('stop', 'fail') }), weight: 1 },
  { arbitrary: fc.record({ type: fc.constant('room' as const), length: fc.nat(2000) }), weight: 3 },
) as fc.Arbitrary<Step>;
const steps = fc.array(step, { maxLength: 60 });

it('speaks what it accepted, in order, once, nothing behind a clear or an end, and leaves no application paused that has a voice', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { buffer, say, open, take, setRoom, clock } = enhancedDesk();
      /** Accepted and not yet spoken, in one string. */
      let expected = '';
      let isPaused = false;

      const check = () => {
        for (const told of take()) {
          if (told === '<stream_paused>' || told === '<stream_resumed>') {
            expect(isPaused).toBe(told === '<stream_resumed>');
            isPaused = !isPaused;
          } else if (!told.startsWith('<')) {
            // White space at a beginning was accepted and dropped.
            if (!expected.startsWith(told)) expected = expected.trimStart();
            expect(expected.startsWith(told)).toBe(true);
            expected = expected.slice(told.length);
          }
        }
      };
      const forget = () => {
        check();
        expected = '';
      };

      for (const { type, ...rest } of all) {
        if (type === 'say') {
          const { text } = rest as { text: string };
          const result = say(text);
          if (result === 'ok') expected += text;
          // It goes on without being told to.
          if (result !== 'full') isPaused = false;
          check();
          expect(isPaused).toBe(result === 'full');
        } else if (type === 'room') await setRoom((rest as { length: number }).length);
        else if (type === 'open') open();
        else if (type === 'wait') clock.advance(1000);
        else if (type === 'flush') buffer.flush();
        else if (type === 'clear') {
          buffer.clear();
          forget();
          isPaused = false;
        } else if (type === 'stop') {
          buffer.stop();
          forget();
        } else {
          buffer.failed('connection to custom:ours failed');
          forget();
        }
        check();
      }

      buffer.stop();
      forget();
      await setRoom(Number.POSITIVE_INFINITY);
      open();
      check();
      expect(isPaused).toBe(false);
    }),
    { numRuns: 300 },
  );
});

it('drains to the last character once there is a voice with room', async () => {
  const talk = fc.array(fc.oneof({ arbitrary: word, weight: 8 }, { arbitrary: fc.constant(undefined), weight: 1 }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(talk, fc.nat(1500), async (tokens, room) => {
      const { buffer, say, open, take, setRoom, clock } = enhancedDesk();
      await setRoom(room);
      let accepted = '';
      for (const [at, token] of tokens.entries()) {
        if (at === 5) open();
        if (token === undefined) buffer.flush();
        else if (say(token) === 'ok') accepted += token;
      }
      if (tokens.length <= 5) open();
      await setRoom(Number.POSITIVE_INFINITY);
      clock.advance(1000);
      const told = take();
      const spoken = told.filter((text) => !text.startsWith('<')).join('');
      expect(spoken.replace(/\s/g, '')).toBe(accepted.replace(/\s/g, ''));
      if (spoken !== '') expect(told.at(-1)).toMatch(/^<(flush|stream_resumed)>$/);
      const pauses = told.filter((text) => text === '<stream_paused>');
      expect(told.filter((text) => text === '<stream_resumed>')).toHaveLength(pauses.length);
    }),
    { numRuns: 200 },
  );
});

it('exact: what the voice gets is a beginning of what was accepted, with blank lines broken up', async () => {
  const token = fc.constantFrom('Hello ', 'there. ', 'my', ' friend', '!', ' ', '2024.', '\n\n', undefined, 'wait');
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 60 }), async (tokens) => {
      const { buffer, say, open, take, clock } = exactDesk();
      let accepted = '';
      for (const [at, piece] of tokens.entries()) {
        if (at === 4) open();
        if (piece === undefined) buffer.flush();
        else if (piece === 'wait') clock.advance(700);
        else if (say(piece) === 'ok') accepted += piece;
      }
      const spoken = take().filter((text) => !text.startsWith('<'));
      const bare = (text: string) => text.replace(/\s/g, '');
      expect(bare(accepted).startsWith(bare(spoken.join('')))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
