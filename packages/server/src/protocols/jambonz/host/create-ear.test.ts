import { expect, it } from 'vitest';
import { createEar } from './create-ear.js';
import type { EarListener } from './ear.js';

/** Writes down what it hears. */
function scribe(): EarListener & { readonly heard: unknown[] } {
  const heard: unknown[] = [];
  return {
    heard,
    onDigit: (digit) => heard.push(digit),
    onBegin: (isBare) => heard.push(isBare ? 'begins, bare' : 'begins'),
    onSpeech: (text, isFinal) => heard.push(isFinal ? `${text}.` : text),
  };
}

it('tells that the caller begins once per utterance', () => {
  const ear = createEar();
  const listener = scribe();
  ear.listen(listener);
  ear.say('one', false);
  ear.say('one two', false);
  ear.say('one two', true);
  ear.say('three', true);
  expect(listener.heard).toEqual(['begins', 'one', 'one two', 'one two.', 'begins', 'three.']);
});

it('takes what follows a bare interruption for its rest', () => {
  const ear = createEar();
  const listener = scribe();
  ear.listen(listener);
  ear.interrupt();
  ear.say('wait', true);
  ear.interrupt();
  ear.interrupt();
  expect(listener.heard).toEqual(['begins, bare', 'wait.', 'begins, bare', 'begins, bare']);
});

it.each([...'0123456789*#ABCD'])('hears the key %s', (key) => {
  const ear = createEar();
  const listener = scribe();
  ear.listen(listener);
  ear.press(key);
  expect(listener.heard).toEqual([key]);
});

it.each(['', '12', 'a', 'E', ' ', '١', '1\n'])('refuses %j, which is no key', (key) => {
  expect(() => createEar().press(key)).toThrow(expect.objectContaining({ code: 'invalid-message' }));
});

it('refuses more text than anybody says at once', () => {
  const ear = createEar();
  const listener = scribe();
  ear.listen(listener);
  expect(() => ear.say('a'.repeat(5001), false)).toThrow(expect.objectContaining({ code: 'text-too-long' }));
  expect(listener.heard).toEqual([]);
  ear.say('a'.repeat(5000), true);
  expect(listener.heard).toHaveLength(2);
});

it('tells those who listen in their order, and none who came or went meanwhile', () => {
  const ear = createEar();
  const heard: string[] = [];
  ear.listen({
    onDigit() {
      heard.push('first');
      leave();
      ear.listen({ onDigit: () => heard.push('late') });
    },
  });
  const leave = ear.listen({ onDigit: () => heard.push('gone') });
  ear.listen({ onDigit: () => heard.push('last') });
  ear.press('1');
  expect(heard).toEqual(['first', 'last']);
});

it('does nothing any more once it is closed, not even complain', () => {
  const ear = createEar();
  const listener = scribe();
  ear.listen(listener);
  ear.close();
  ear.listen(listener);
  ear.press('1');
  ear.press('no key');
  ear.say('hello', true);
  ear.interrupt();
  expect(listener.heard).toEqual([]);
});
