import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEnhancedBuffer } from '../tokens/enhanced.js';
import type { TokenBuffer } from '../tokens/tokens.js';
import { begin, pass } from './stream.test.kit.js';

type Step = { readonly say: string } | 'flush' | 'clear' | 'play' | 'wait';

const word = fc.constantFrom('Hi. ', 'one ', 'two', ' three', '.', ' ', '😀', '42', 'Dr. No', '\n\n');
const talk: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ say: word }), weight: 8 },
  { arbitrary: fc.constantFrom<Step>('flush', 'play', 'wait'), weight: 4 },
);
const talkOrClear = fc.oneof({ arbitrary: talk, weight: 10 }, { arbitrary: fc.constant<Step>('clear'), weight: 1 });
const faults = fc.array(fc.record({ type: fc.constant('fail' as const), atChunk: fc.nat(5), call: fc.nat(4) }), {
  maxLength: 3,
});

/** A call's tokens from one end to the other, over an engine with faults; `accepted` is the text since the last clear. */
async function run(steps: readonly Step[], failing: readonly { type: 'fail'; atChunk: number; call: number }[]) {
  let accepted = '';
  let open = (_: TokenBuffer): void => undefined;
  const stream = await begin({ tones: { msPerCharacter: 10, faults: failing }, onOpen: () => open(buffer) });
  const buffer = createEnhancedBuffer({ announce: () => undefined, clock: stream.clock, idleMs: 400 });
  open = () => buffer.connected(stream.say);
  buffer.connecting();
  const told: string[] = [];
  for (const step of steps) {
    if (typeof step === 'object') {
      if (buffer.accept({ id: 1, tokens: step.say }).status === 'ok') accepted += step.say;
    } else if (step === 'flush') buffer.flush();
    else if (step === 'play') told.push(...(await stream.play(50)));
    else if (step === 'wait') {
      await pass(stream.clock, 500);
      told.push(...(await stream.soFar()));
    } else {
      buffer.clear();
      told.push(...(await stream.soFar()), 'clear');
      accepted = '';
    }
  }
  for (let count = 0; count < 6; count += 1) {
    told.push(...(await stream.play()));
    await pass(stream.clock, 1000);
  }
  told.push(...(await stream.play()));
  return { accepted, told, stream };
}

const bare = (text: string) => text.replace(/\s/g, '');
const textOf = (told: readonly string[]) =>
  bare(told.map((line) => /^(?:spoken|cut): (.*)$/s.exec(line)?.[1] ?? '').join(''));

it('whatever fails in between, all that was accepted since the last clear is heard once and in order, and it ends empty', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(talkOrClear, { maxLength: 25 }), faults, async (steps, failing) => {
      const { accepted, told, stream } = await run(steps, failing);
      const sinceClear = told.slice(told.lastIndexOf('clear') + 1);
      expect(textOf(sinceClear)).toBe(bare(accepted));
      if (bare(accepted) !== '') expect(sinceClear.at(-1)).toBe('empty');
      expect(sinceClear.filter((line) => line.startsWith('cut'))).toEqual([]);
      expect([stream.say.isEmpty, stream.clock.waiting]).toEqual([true, 0]);
    }),
    { numRuns: 60 },
  );
});

it('what is told as heard is a beginning of what was said, up to every clear', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(talkOrClear, { maxLength: 25 }), faults, async (steps, failing) => {
      const { told } = await run([...steps, 'clear'], failing);
      const said: string[] = [''];
      for (const step of [...steps, 'clear' as const]) {
        if (step === 'clear') said.push('');
        else if (typeof step === 'object') said[said.length - 1] += step.say;
      }
      const heard: string[][] = [[]];
      for (const line of told) {
        if (line === 'clear') heard.push([]);
        else heard.at(-1)!.push(line);
      }
      for (const [at, lines] of heard.entries()) {
        expect(bare(said[at]!).startsWith(textOf(lines))).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
