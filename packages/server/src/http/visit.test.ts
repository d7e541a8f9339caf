import { expect, it } from 'vitest';
import { uuidv7 } from './visit.js';

it('makes UUIDs of version 7, which sort by time', () => {
  const ids = [0, 1, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1].map(uuidv7);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([...ids].sort()).toEqual(ids);
  expect(uuidv7(0)).not.toBe(uuidv7(0));
});
