import { expect, it } from 'vitest';
import { createPlayhead } from './playhead.js';

it('counts as the client does, from the last reset on', () => {
  const playhead = createPlayhead();
  expect(playhead.toSession(300)).toBe(300);
  playhead.handOut(1000);
  playhead.restart();
  expect(playhead.toSession(300)).toBe(1300);
  expect([playhead.toClient(1300), playhead.toClient(900)]).toEqual([300, 0]);
});

it('knows what was sent of what was made', () => {
  const playhead = createPlayhead();
  expect(playhead.toSession(undefined)).toBe(0);
  playhead.handOut(500);
  playhead.send(500);
  playhead.handOut(700);
  expect(playhead.toSession(undefined)).toBe(500);
});
