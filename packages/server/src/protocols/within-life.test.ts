import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.js';
import { withinLife } from './within-life.js';

describe('the life of a session', () => {
  it('ends it when its time is over', async () => {
    const clock = fakeClock();
    const life = withinLife(new Promise(() => undefined), 60, clock);
    clock.advance(60 * 60_000);
    await expect(life).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('leaves no timer behind when the conversation ends first', async () => {
    const clock = fakeClock();
    await withinLife(Promise.resolve(), 60, clock);
    await expect(withinLife(Promise.reject(new Error('x')), 60, clock)).rejects.toThrow('x');
    expect(clock.waiting).toBe(0);
  });
});
