import { describe, expect, it } from 'vitest';
import { createWorld, startCall } from './call.test.kit.js';

const one = { verb: 'say', text: 'One.' };
const two = { verb: 'say', text: 'Two.' };

type World = Awaited<ReturnType<typeof createWorld>>;

/** All in one breath, as a client sends it that has one thing more to say. */
async function answerAndAdd(world: World, question: string): Promise<readonly string[]> {
  world.app.ack(await world.app.next(question), [one]);
  world.app.command('redirect', [two], { queueCommand: true });
  await world.pass(1500);
  return world.synthesizer.calls.flatMap(({ tasks }) => tasks.map(({ text }) => text));
}

describe('verbs that come right behind an answer are run behind those of the answer', () => {
  it('to a new call', async () => {
    const world = await createWorld();
    world.place();
    expect(await answerAndAdd(world, 'session:new')).toEqual(['One.', 'Two.']);
  });

  it('to a hook', async () => {
    const talk = await startCall([{ verb: 'gather', numDigits: 1, actionHook: '/key' }]);
    talk.call.press('4');
    expect(await answerAndAdd(talk, 'verb:hook')).toEqual(['One.', 'Two.']);
  });

  it.each(['/billing', 'ws://other.example/billing'])('to a call that is handed on to %s', async (actionHook) => {
    const talk = await startCall([{ verb: 'answer' }, { verb: 'redirect', actionHook }]);
    expect(await answerAndAdd(talk, 'session:redirect')).toEqual(['One.', 'Two.']);
  });
});
