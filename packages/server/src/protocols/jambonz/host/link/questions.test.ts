import { expect, it } from 'vitest';
import { fakeClock } from '../../../../testing/fake-clock.js';
import { createQuestions } from './questions.js';

function ask() {
  const clock = fakeClock();
  const questions = createQuestions(clock, 5000);
  const told: unknown[] = [];
  questions.put('m', { answered: (verbs) => told.push(verbs), failed: (reason) => told.push(reason) });
  const answer = () => questions.answer('m', ['verb']);
  return { told, clock, answer, drop: questions.drop, expire: () => clock.advance(5000) };
}

it.each(['answer', 'drop', 'expire'] as const)('tells whoever asked once, when %s comes first', (first) => {
  const question = ask();
  question[first]();
  expect(question.clock.waiting).toBe(0);
  question.answer();
  question.drop();
  question.expire();
  expect(question.told).toEqual([{ answer: ['verb'], drop: 'dropped', expire: 'timed-out' }[first]]);
});
