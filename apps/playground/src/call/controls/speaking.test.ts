import { describe, expect, it } from 'vitest';
import { fakeTimer } from '../timer.test.kit.js';
import { createSpeaking } from './speaking.js';

function setUp() {
  const timer = fakeTimer();
  const said: [string, boolean][] = [];
  return { timer, said, speaking: createSpeaking((...speech) => said.push(speech), timer) };
}

describe('typing as speech', () => {
  it('tells the latest now and then, however fast the typing', () => {
    const { speaking, timer, said } = setUp();
    for (const text of ['w', 'wh', 'wha', 'what']) {
      speaking.typed(text);
      timer.pass(60);
    }
    expect(said).toEqual([['what', false]]);
    speaking.typed('what time');
    timer.pass(200);
    expect(said.at(-1)).toEqual(['what time', false]);
  });

  it('tells nothing twice, and nothing of nothing', () => {
    const { speaking, timer, said } = setUp();
    for (const text of ['yes', 'yes ', ' ', '']) {
      speaking.typed(text);
      timer.pass(200);
    }
    speaking.finish('  ');
    expect(said).toEqual([['yes', false]]);
  });

  it('tells the whole at the end, and no part of it after that', () => {
    const { speaking, timer, said } = setUp();
    speaking.typed('good');
    speaking.finish('goodbye ');
    timer.pass(1000);
    expect(said).toEqual([['goodbye', true]]);
    speaking.typed('good');
    timer.pass(200);
    expect(said).toHaveLength(2);
  });

  it('can be taken back', () => {
    const { speaking, timer, said } = setUp();
    speaking.typed('never mind');
    speaking.forget();
    expect(timer.pending).toBe(0);
    expect(said).toEqual([]);
  });
});
