import { expect, it } from 'vitest';
import { z } from 'zod';
import { bargeInOptions, gatherOptions } from './gather/options.js';
import { playOptions } from './play/options.js';
import { shortList } from './short-list.js';
import { sayProperties } from './verbs/say.js';

it('takes what is in it, as many as there may be', () => {
  const list = shortList(z.string(), { min: 1, max: 3 });
  expect(list.parse(['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  expect(list.safeParse(['a', 2]).error?.issues).toMatchObject([{ path: [1] }]);
  expect([[], ['a', 'b', 'c', 'd'], 'a'].map((value) => list.safeParse(value).success)).toEqual([false, false, false]);
});

it.each<[string, z.ZodType, (list: unknown) => unknown]>([
  ['texts', sayProperties, (text) => ({ text })],
  ['sounds', playOptions, (url) => ({ url })],
  ['kinds of input', gatherOptions, (input) => ({ input })],
  ['kinds of input in the background', bargeInOptions, (input) => ({ enable: true, input })],
])('one of %s that is too long has that wrong with it, and not every entry', (_, schema, within) => {
  const numbers = Array.from({ length: 11_000 }, () => 0);
  const { error } = schema.safeParse(within(numbers));
  expect(error).toBeDefined();
  expect(JSON.stringify(error?.issues).length).toBeLessThan(1000);
});
