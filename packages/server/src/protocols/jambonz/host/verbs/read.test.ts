import { describe, expect, it } from 'vitest';
import { maxSteps, readVerbs } from './read.js';

describe('verbs', () => {
  it('are read in both notations, mixed', () => {
    const steps = readVerbs([
      { verb: 'say', text: 'Hi', id: 'a' },
      { pause: { length: 1, id: 'b' } },
      { verb: 'hangup', _: { note: 1 } },
    ]);
    expect(steps.map(({ name, id }) => `${name} ${id}`)).toEqual(['say a', 'pause b', 'hangup undefined']);
  });

  it('know whether they are to wait, and whether they end barge-in', () => {
    const steps = readVerbs([{ answer: {} }, { config: { bargeIn: { enable: false } } }], true);
    expect(steps.map(({ isQueued, endsBargeIn }) => [isQueued, endsBargeIn])).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it.each<[string, unknown, string]>([
    ['what is no object', 'hangup', 'a verb is an object'],
    ['nothing', null, 'a verb is an object'],
    ['an array', [], 'a verb is an object'],
    ['an object with nothing in it', {}, '`verb` is missing'],
    ['two verbs at once', { say: { text: 'a' }, hangup: {} }, '`verb` is missing'],
    ['a verb whose name is none', { verb: 3 }, '`verb` must be a string'],
    ['an unknown verb', { verb: 'sing' }, 'sing: there is no such verb'],
    ['what is no name', { verb: 'sing: done\nall is well' }, '"sing: done\\nall is well": there is no such verb'],
    ['the name of a method', { verb: 'toString' }, 'toString: there is no such verb'],
    ['a say without a text', { verb: 'say' }, 'say: a say has `text`, or `stream: true`'],
    ['a property of the wrong type', { verb: 'say', text: 5 }, 'say: text: Invalid input'],
    ['a missing property', { verb: 'pause' }, 'pause: length: Invalid input'],
    ['an unknown property', { verb: 'say', text: 'a', tempo: 1 }, 'say: unknown property "tempo"'],
    ['one within a prompt', { gather: { say: { text: 'a', tempo: 1 } } }, 'gather: unknown property "tempo"'],
    ['properties that are none', { say: 'Hello' }, 'say: Invalid input'],
    ['a status that is no rejection', { verb: 'sip:decline', status: 200 }, 'sip:decline: status: Too small'],
  ])('refuse %s', (_, verb, message) => {
    expect(() => readVerbs([{ verb: 'answer' }, verb])).toThrow(message);
  });

  it('are refused without repeating what they say', () => {
    expect(() => readVerbs([{ verb: 'say', text: 'my secret', loop: ['my secret'] }])).toThrow(/^((?!secret).)*$/);
  });

  it('are refused where there are too many', () => {
    const many = Array.from({ length: maxSteps + 1 }, () => ({ verb: 'answer' }));
    expect(() => readVerbs(many)).toThrow(`at most ${maxSteps} verbs`);
  });
});
