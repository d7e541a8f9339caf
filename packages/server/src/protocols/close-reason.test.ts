import { expect, it } from 'vitest';
import { closeReason } from './close-reason.js';

it.each([
  ['short', 'short'],
  ['x'.repeat(123), 'x'.repeat(123)],
  ['x'.repeat(124), 'x'.repeat(123)],
  [`${'x'.repeat(122)}é`, 'x'.repeat(122)],
  ['🎵'.repeat(40), '🎵'.repeat(30)],
])('fits %j into a close frame', (reason, fitted) => {
  expect(closeReason(reason)).toBe(fitted);
  expect(Buffer.byteLength(closeReason(reason))).toBeLessThanOrEqual(123);
});
