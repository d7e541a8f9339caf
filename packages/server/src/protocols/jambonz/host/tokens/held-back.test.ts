import { expect, it } from 'vitest';
import { exactDesk } from './buffer.test.kit.js';

function open() {
  const desk = exactDesk();
  desk.open();
  return desk;
}

it('hands nothing over while the voice is nobody’s, and later only when something else comes', () => {
  const { say, buffer, take, clock, holdBack } = open();
  say('Hello there my friend');
  holdBack(true);
  clock.advance(5000);
  expect(say(' is here. ')).toBe('ok');
  buffer.flush();
  expect(take()).toEqual([]);
  holdBack(false);
  clock.advance(5000);
  expect(take()).toEqual([]);
  say('Bye.');
  expect(take()).toEqual(['Hello there my friend is here. ', '<flush>', 'Bye.']);
});

it('flushes and clears a voice that is nobody’s all the same', () => {
  const { say, buffer, take, holdBack } = open();
  holdBack(true);
  buffer.flush();
  say('Stale.');
  buffer.clear();
  holdBack(false);
  say('Fresh.');
  expect(take()).toEqual(['<flush>', '<clear>', 'Fresh.']);
});
