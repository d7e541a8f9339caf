import { expect, it } from 'vitest';
import { fakeClock } from '../../../../testing/fake-clock.js';
import { createLine } from './create-line.js';
import {
  counting,
  createListener,
  dice,
  type Listener,
  lateClock,
  sampleRate,
  samplesOf,
  settled,
  steady,
} from './line.test.kit.js';
import { createMetronome } from './metronome.js';

const hourMs = 3_600_000;

it('an hour of timers that come late leaves every sample in its place, and none later than the timer before it', () => {
  const clock = fakeClock(17.3);
  const random = dice(4);
  let longestMs = 0;
  const lateness = () => {
    const lateMs = random() < 0.001 ? 400 * random() : 12 * random();
    longestMs = Math.max(longestMs, lateMs);
    return lateMs;
  };
  const [frames, misplaced, latest] = [{ count: 0 }, { count: 0 }, { ms: 0 }];
  let next = 0;
  const line = createLine({
    sampleRate,
    metronome: createMetronome(lateClock(clock, lateness)),
    phone: {
      hear(samples, atMs) {
        if (atMs !== frames.count * 20 || samples.length !== 160) misplaced.count += 1;
        for (const sample of samples) {
          if (sample !== next % 8000) misplaced.count += 1;
          next += 1;
        }
        frames.count += 1;
        latest.ms = Math.max(latest.ms, line.nowMs - atMs);
      },
      hush: () => undefined,
    },
  });
  const track = line.openTrack();
  const second = counting(1000);
  for (let written = 0; written < hourMs + 2000; written += 1000) void track.write(second);
  clock.advance(hourMs);
  expect(misplaced.count).toBe(0);
  expect(latest.ms).toBeGreaterThan(300);
  // A timer may be set for a whole millisecond later than it is needed.
  expect(latest.ms).toBeLessThanOrEqual(longestMs + 1);
  expect(hourMs - frames.count * 20).toBeLessThanOrEqual(longestMs + 20);
});

it('a stall of a minute is a pause in the call: what follows is heard from then on, whole, at the speed at which it plays', () => {
  const clock = fakeClock();
  const lateness = [0, 0, 60_000];
  const listener = createListener(clock);
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const line = createLine({ sampleRate, phone: listener, metronome });
  void line.openTrack().write(counting(200));
  clock.advance(60_200);
  expect(samplesOf(listener)).toEqual([...counting(200)]);
  expect(listener.heard.slice(0, 5).map(({ atMs }) => atMs)).toEqual([0, 20, 40, 60_060, 60_080]);
  expect(listener.heard.every(({ atMs, handedMs }) => atMs === handedMs)).toBe(true);
});

it('half a second that the process was busy is made up for: the call is where the clock is', () => {
  const clock = fakeClock();
  const lateness = [0, 0, 500];
  const listener = createListener(clock);
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const line = createLine({ sampleRate, phone: listener, metronome });
  void line.openTrack().write(steady(1000, 1));
  clock.advance(700);
  expect(listener.heard.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 36 }, (_, index) => index * 20));
  expect(listener.heard.filter(({ handedMs }) => handedMs === 560)).toHaveLength(26);
});

it('a busy process moves nothing, not even when another track is written to before the beats are made up for', () => {
  const clock = fakeClock();
  const lateness = [0, 100];
  const listener = createListener(clock);
  const metronome = createMetronome(lateClock(clock, () => lateness.shift() ?? 0));
  const line = createLine({ sampleRate, phone: listener, metronome });
  void line.openTrack().write(steady(200, 1));
  clock.advance(90);
  void line.openTrack().write(steady(200, 2));
  clock.advance(110);
  expect(listener.heard.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 10 }, (_, index) => index * 20));
});

it('frames follow each other without a gap wherever between two samples the first one began', () => {
  for (let half = 0; half < 300; half += 1) {
    const clock = fakeClock(17.3 + half / 10);
    const listener = createListener(clock);
    const line = createLine({ sampleRate, phone: listener, metronome: createMetronome(clock) });
    clock.advance((half + 0.5) / 8);
    void line.openTrack().write(steady(1000, 1));
    clock.advance(1000);
    const [first, ...others] = listener.heard;
    expect(others.map(({ atMs }) => atMs - first!.atMs)).toEqual(Array.from({ length: 49 }, (_, at) => (at + 1) * 20));
    expect(others.every(({ handedMs }, at) => handedMs - first!.handedMs > at * 20)).toBe(true);
  }
});

it.each([8000, 11_025, 16_000, 24_000, 44_100, 48_000])(
  'at %i Hz a minute is a minute: no sample early by more than a frame, none late, none in another place',
  (rate) => {
    const clock = fakeClock(0.123);
    const [lates, places]: [number[], number[]] = [[], []];
    let sent = 0;
    const phone = {
      hear(samples: Int16Array, atMs: number) {
        lates.push(line.nowMs - atMs);
        places.push(Math.abs(atMs - (sent * 1000) / rate));
        sent += samples.length;
      },
      hush: () => undefined,
    };
    const line = createLine({ sampleRate: rate, phone, metronome: createMetronome(clock) });
    void line.openTrack().write(new Int16Array(rate * 61));
    clock.advance(60_000);
    expect(Math.max(...places)).toBeLessThan(0.001);
    expect(Math.max(...lates)).toBeLessThan(1.1);
    expect(Math.min(...lates)).toBeGreaterThan(-20.1);
    expect(Math.abs((sent * 1000) / rate - 60_000)).toBeLessThan(40);
  },
);

it('a thousand lines, begun when they like and fed as they have room, each hear their own samples at their own times', async () => {
  const clock = fakeClock();
  const random = dice(11);
  const metronome = createMetronome(lateClock(clock, () => 15 * random()));
  const durationMs = 1500;
  const calls = Array.from({ length: 1000 }, (_, index) => {
    const listener = createListener(clock);
    const line = createLine({ sampleRate, phone: listener, metronome });
    return { listener, line, audio: counting(durationMs, index * 7), startMs: Math.floor(500 * random()) };
  });
  let playing = 0;
  const speak = async ({ line, audio }: (typeof calls)[number]) => {
    playing += 1;
    const track = line.openTrack();
    for (let at = 0; at < audio.length; at += 777) await track.write(audio.subarray(at, at + 777));
    expect(await track.rest()).toBe(true);
    expect(track.playedMs).toBe(durationMs);
    playing -= 1;
  };
  for (const call of calls) clock.after(call.startMs, () => void speak(call));
  for (let passed = 0; passed < 2500; passed += 10) {
    clock.advance(10);
    await settled();
  }
  expect(playing).toBe(0);
  expect(clock.waiting).toBe(0);
  expect(calls.filter(({ listener, audio }) => !hearsExactly(listener, audio))).toEqual([]);
  for (const { listener, startMs } of calls) {
    const places = listener.heard.map(({ atMs }) => atMs);
    expect(places).toEqual(Array.from({ length: durationMs / 20 }, (_, frame) => startMs + frame * 20));
    expect(Math.max(...listener.heard.map(({ atMs, handedMs }) => handedMs - atMs))).toBeLessThanOrEqual(16);
  }
});

function hearsExactly({ heard }: Listener, audio: Int16Array): boolean {
  let next = 0;
  return heard.every(({ samples }) => samples.every((sample) => sample === audio[next++])) && next === audio.length;
}
