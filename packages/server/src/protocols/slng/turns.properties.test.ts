import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Answer, audioOf, bytesOf, call, cancel, clear, flush, text, turnOf } from './call.test.kit.js';

const steps = {
  sentence: text('One two three four. '),
  word: text('word '),
  tooLong: text('x'.repeat(5001)),
  inline: text('The end.', true),
  tooLongInline: text('x'.repeat(5001), true),
  flush,
  clear,
  cancel,
};
type Step = keyof typeof steps;
/** What the client does before it says the step. */
type Pace = 'go on' | 'wait' | 'stall' | 'resume';

const writing: readonly Step[] = ['sentence', 'word', 'tooLong', 'inline', 'tooLongInline', 'flush'];
const anything: readonly Step[] = [...writing, 'clear', 'cancel'];
const saying = (of: readonly Step[]) =>
  fc.array(fc.tuple(fc.constantFrom(...of), fc.constantFrom<Pace>('go on', 'wait', 'stall', 'resume')), {
    maxLength: 12,
  });
const failingCalls = fc.uniqueArray(fc.nat(8), { maxLength: 3 });
const tones = { msPerCharacter: 1 };

it('whatever is said, and whatever fails, each turn behind a clear has its one answer, in order, and is whole or ends in an error', async () => {
  await fc.assert(
    fc.asyncProperty(saying(anything), saying(writing), failingCalls, async (before, after, calls) => {
      const faults = calls.map((call) => ({ type: 'fail' as const, atChunk: call % 2, call }));
      const talk = await call({ tones: { ...tones, faults } });
      const answers: Answer[] = [];
      const say = async ([step, pace]: readonly [Step, Pace]) => {
        if (pace === 'wait') answers.push(...(await talk.soFar()));
        if (pace === 'stall') talk.client.stall();
        if (pace === 'resume') talk.client.resume();
        talk.say(steps[step]);
      };
      for (const step of before) await say(step);
      await say(['clear', 'go on']);
      for (const step of after) await say(step);
      await say(['flush', 'resume']);
      for (let more = await talk.soFar(); more.length > 0; more = await talk.soFar()) answers.push(...more);

      const heard = inTurns(answers.slice(answers.findLastIndex(({ type }) => type === 'cleared') + 1));
      const said = written([...after.map(([step]) => step), 'flush']);
      expect(heard).toHaveLength(said.length);
      for (const [at, { words, isRefused, answer }] of said.entries()) {
        const types = turnOf(heard[at]!).filter((type) => type !== 'audio');
        if (isRefused || (types[0] === 'error' && calls.length > 0)) expect(types).toEqual(['error']);
        else {
          expect(types).toEqual(answer);
          expect(audioOf(heard[at]!)).toHaveLength(await bytesOf(words, { tones }));
        }
      }
    }),
    { numRuns: 60 },
  );
});

interface Turn {
  readonly words: string;
  readonly isRefused: boolean;
  readonly answer: readonly string[];
}

/** The turns that a client means by its messages. */
function written(said: readonly Step[]): readonly Turn[] {
  const turns: Turn[] = [];
  let words = '';
  let isRefused = false;
  for (const step of said) {
    const message = steps[step];
    words += 'text' in message ? message.text : '';
    isRefused ||= step.startsWith('tooLong');
    if (step !== 'flush' && !('flush' in message)) continue;
    turns.push({ words, isRefused, answer: step === 'flush' ? ['flushed', 'audio_end'] : ['audio_end'] });
    words = '';
    isRefused = false;
  }
  return turns;
}

/** The answers, parted behind each that ends a turn. */
function inTurns(answers: readonly Answer[]): readonly (readonly Answer[])[] {
  const ends = answers.flatMap(({ type }, at) => (type === 'audio_end' || type === 'error' ? [at + 1] : []));
  return [...ends, answers.length]
    .map((end, at) => answers.slice(ends[at - 1] ?? 0, end))
    .filter((turn) => turn.length > 0);
}
