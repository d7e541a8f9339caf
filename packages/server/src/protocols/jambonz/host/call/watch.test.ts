import { expect, it } from 'vitest';
import { createWatch } from './watch.js';

it('tells whoever watches of everything that goes wrong, and the operator of the first few only', () => {
  const problems: string[] = [];
  const warnings: unknown[] = [];
  const watch = createWatch({ onProblem: (message) => problems.push(message) }, (_, cause) => warnings.push(cause));
  const faults = Array.from({ length: 100 }, (_, at) => new Error(`fault ${at}`));
  for (const fault of faults) watch.fault(fault);
  expect(problems.length).toBe(100);
  expect(warnings).toEqual(faults.slice(0, 5));
});

it('warns the operator a few times of somebody whose watching fails', () => {
  const warnings: string[] = [];
  const watch = createWatch(
    {
      onSent() {
        throw new Error('broken');
      },
    },
    (message) => warnings.push(message),
  );
  for (let at = 0; at < 100; at += 1) watch.sent('{}');
  expect(warnings).toEqual(Array(5).fill('whoever watches a call failed'));
});
