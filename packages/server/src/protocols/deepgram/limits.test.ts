import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../testing/fake-clock.js';
import { createSocketLimits } from './limits.js';
import { deepgramOptions, strictDefaults } from './options.js';

const strict = deepgramOptions.parse(strictDefaults).limits;
const code = (name: string) => expect.objectContaining({ code: name });

describe('the limits of a socket', () => {
  it('are off by default', () => {
    const limits = createSocketLimits(deepgramOptions.parse({}).limits, fakeClock());
    for (let count = 0; count < 1000; count += 1) expect(limits.admitFlush()).toBe(true);
    limits.admitText('x'.repeat(1_000_000));
  });

  it('B4 admit twenty flushes in any sixty seconds, and do not count those that were refused', () => {
    const clock = fakeClock();
    const limits = createSocketLimits(strict, clock);
    expect(limits.admitFlush()).toBe(true);
    clock.advance(30_000);
    for (let count = 0; count < 19; count += 1) expect(limits.admitFlush()).toBe(true);
    for (let count = 0; count < 30; count += 1) expect(limits.admitFlush()).toBe(false);
    clock.advance(30_000);
    expect(limits.admitFlush()).toBe(true);
    expect(limits.admitFlush()).toBe(false);
    clock.advance(30_000);
    for (let count = 0; count < 19; count += 1) expect(limits.admitFlush()).toBe(true);
  });

  it('B4 admit 2400 characters in a minute', () => {
    const clock = fakeClock();
    const limits = createSocketLimits(strict, clock);
    limits.admitText('x'.repeat(1400));
    limits.admitText('x'.repeat(1000));
    expect(() => limits.admitText('x')).toThrow(code('rate-limited'));
    clock.advance(60_000);
    limits.admitText('x');
  });

  it('B4 admit 2000 characters in one message, an emoji being one', () => {
    const limits = createSocketLimits(strict, fakeClock());
    expect(() => limits.admitText('x'.repeat(2001))).toThrow(code('text-too-long'));
    limits.admitText('😀'.repeat(2000));
  });
});
