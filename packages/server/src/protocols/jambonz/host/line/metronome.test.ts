import { expect, it } from 'vitest';
import { fakeClock } from '../../../../testing/fake-clock.js';
import { lateClock } from './line.test.kit.js';
import { createMetronome } from './metronome.js';

/** Names of those who had their beat, with when it was due. */
function notes() {
  const list: string[] = [];
  return { list, of: (name: string) => (dueMs: number) => void list.push(`${name}@${dueMs}`) };
}

it('calls everybody once a frame, counted from when they joined', () => {
  const clock = fakeClock();
  const metronome = createMetronome(clock);
  const { list, of } = notes();
  metronome.join(clock.now(), of('a'));
  clock.advance(5);
  metronome.join(clock.now(), of('b'));
  clock.advance(55);
  expect(list).toEqual(['a@20', 'b@25', 'a@40', 'b@45', 'a@60']);
});

it('keeps one timer, however many have joined, and none once all have left', () => {
  const clock = fakeClock();
  const metronome = createMetronome(clock);
  expect(clock.waiting).toBe(0);
  const leave = Array.from({ length: 100 }, (_, index) => {
    clock.advance(index % 3);
    return metronome.join(clock.now(), () => undefined);
  });
  expect(clock.waiting).toBe(1);
  clock.advance(1000);
  expect(clock.waiting).toBe(1);
  for (const end of leave) end();
  expect(clock.waiting).toBe(0);
});

it('begins again after all had left', () => {
  const clock = fakeClock();
  const metronome = createMetronome(clock);
  const { list, of } = notes();
  metronome.join(clock.now(), of('a'))();
  clock.advance(100);
  metronome.join(clock.now(), of('b'));
  clock.advance(40);
  expect(list).toEqual(['b@120', 'b@140']);
});

it('tells when a beat was due, however late its timer came, and is never later the next time for it', () => {
  const clock = fakeClock();
  const lateness = [7, 13, 1];
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const came: string[] = [];
  metronome.join(clock.now(), (dueMs) => came.push(`${dueMs}@${clock.now()}`));
  clock.advance(100);
  expect(came).toEqual(['20@27', '40@53', '60@61', '80@80', '100@100']);
});

it('makes up for the beats that a busy process missed, in the order in which they were due', () => {
  const clock = fakeClock();
  const lateness = [0, 45];
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const { list, of } = notes();
  metronome.join(clock.now(), of('a'));
  clock.advance(8);
  metronome.join(clock.now(), of('b'));
  clock.advance(64);
  expect(list).toEqual(['a@20']);
  clock.advance(1);
  expect(list).toEqual(['a@20', 'b@28', 'a@40', 'b@48', 'a@60', 'b@68']);
});

it('leaves whole beats out after a stall of more than half a second, and nobody is called more often for it', () => {
  const clock = fakeClock();
  const lateness = [60_005];
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const { list, of } = notes();
  metronome.join(clock.now(), of('a'));
  clock.advance(7);
  metronome.join(clock.now(), of('b'));
  clock.advance(60_040 - 7);
  expect(list).toEqual(['a@60020', 'b@60027', 'a@60040']);
});

it('does not call whoever leaves during the beat of another', () => {
  const clock = fakeClock();
  const metronome = createMetronome(clock);
  const { list, of } = notes();
  metronome.join(clock.now(), () => leave());
  const leave = metronome.join(clock.now(), of('b'));
  clock.advance(60);
  expect(list).toEqual([]);
});

it('takes whoever has left twice for gone once', () => {
  const clock = fakeClock();
  const metronome = createMetronome(clock);
  const { list, of } = notes();
  const [, leaveB, leaveC] = ['a', 'b', 'c'].map((name) => metronome.join(clock.now(), of(name)));
  leaveB?.();
  leaveC?.();
  leaveB?.();
  clock.advance(40);
  expect(list).toEqual(['a@20', 'a@40']);
});

it('keeps the order of what is due when somebody joins while beats are late', () => {
  const clock = fakeClock();
  const lateness = [10];
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const { list, of } = notes();
  metronome.join(clock.now(), of('a'));
  clock.advance(5);
  metronome.join(clock.now(), of('b'));
  clock.advance(22);
  metronome.join(clock.now(), of('c'));
  clock.advance(43);
  expect(list).toEqual(['a@20', 'b@25', 'a@40', 'b@45', 'c@47', 'a@60', 'b@65', 'c@67']);
});

it('takes in whoever joins during the beat of another, even one that came late', () => {
  const clock = fakeClock();
  const lateness = [5];
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const { list, of } = notes();
  const leave = metronome.join(clock.now(), (dueMs) => {
    of('a')(dueMs);
    leave();
    metronome.join(clock.now(), of('b'));
  });
  clock.advance(65);
  expect(list).toEqual(['a@20', 'b@45', 'b@65']);
  expect(clock.waiting).toBe(1);
});
