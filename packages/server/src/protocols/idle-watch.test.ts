import { describe, expect, it } from 'vitest';
import { SpeechError } from '../errors.js';
import { fakeClock } from '../testing/fake-clock.js';
import { createIdleWatch } from './idle-watch.js';

const why = () => new SpeechError('session-expired', 'nothing was said');

describe('a watch over an idle conversation', () => {
  it('fails once nothing has happened for so long', async () => {
    const clock = fakeClock();
    const { touch, expired } = createIdleWatch(60, clock, why);
    clock.advance(59_000);
    touch();
    clock.advance(59_000);
    expect(clock.waiting).toBe(1);
    clock.advance(1000);
    expect(clock.waiting).toBe(0);
    await expect(expired).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('leaves no timer behind', () => {
    const clock = fakeClock();
    createIdleWatch(60, clock, why).stop();
    expect(clock.waiting).toBe(0);
  });

  it('watches nothing without a limit', () => {
    const clock = fakeClock();
    createIdleWatch(null, clock, why);
    expect(clock.waiting).toBe(0);
  });
});
