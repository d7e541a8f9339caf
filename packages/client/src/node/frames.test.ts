import { expect, it } from 'vitest';
import { closePayload, isCloseCode } from './frames.js';

it('cuts a reason that is too long, between characters', () => {
  const payload = Buffer.from(closePayload(1002, `a${'ü'.repeat(100)}`));
  expect(payload.readUInt16BE()).toBe(1002);
  expect(payload.toString('utf8', 2)).toBe(`a${'ü'.repeat(61)}`);
});

it('knows which codes a close frame may carry', () => {
  expect([1000, 1003, 1007, 1014, 3000, 4999].map(isCloseCode)).not.toContain(false);
  expect([0, 999, 1004, 1005, 1006, 1015, 2999, 5000].map(isCloseCode)).not.toContain(true);
});
