import { expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.js';
import { createHeartbeat } from './heartbeat.js';

function member(clock: { now(): number }) {
  const pings: number[] = [];
  const looks: number[] = [];
  return {
    pings,
    looks,
    ping: () => pings.push(clock.now()),
    endIfSilent: () => looks.push(clock.now()),
  };
}

it('pings each member once in an interval, and looks after it a while later', () => {
  const clock = fakeClock();
  const heartbeat = createHeartbeat({ pingEveryMs: 20_000, pongWithinMs: 10_000, clock });
  const first = member(clock);
  heartbeat.add(first);
  clock.advance(60_000);
  expect(first.pings).toEqual([20_000, 40_000, 60_000]);
  expect(first.looks.slice(-2)).toEqual([30_000, 50_000]);
});

it('spreads members by the time they came, and forgets who has left', () => {
  const clock = fakeClock();
  const heartbeat = createHeartbeat({ pingEveryMs: 20_000, pongWithinMs: 10_000, clock });
  const [first, second] = [member(clock), member(clock)];
  const remove = heartbeat.add(first);
  clock.advance(5_000);
  heartbeat.add(second);
  clock.advance(15_000);
  remove();
  clock.advance(20_000);
  expect([first.pings, second.pings]).toEqual([[20_000], [25_000]]);
});

it('looks before the next ping, however patient it was asked to be', () => {
  const clock = fakeClock();
  const heartbeat = createHeartbeat({ pingEveryMs: 1_000, pongWithinMs: 10_000, clock });
  const only = member(clock);
  heartbeat.add(only);
  clock.advance(2_000);
  expect(only.pings).toEqual([1_000, 2_000]);
  expect(only.looks).toContain(1_950);
});

it('does nothing when it is turned off, and leaves no timer when it is closed', () => {
  const clock = fakeClock();
  createHeartbeat({ pingEveryMs: 0, pongWithinMs: 10, clock }).add(member(clock));
  expect(clock.waiting).toBe(0);
  createHeartbeat({ pingEveryMs: 10, pongWithinMs: 5, clock }).close();
  expect(clock.waiting).toBe(0);
});
