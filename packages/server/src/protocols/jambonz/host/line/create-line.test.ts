import { describe, expect, it } from 'vitest';
import { counting, framesOf, openLine, pass, samplesOf, steady } from './line.test.kit.js';

describe('frames', () => {
  it('hands out 20 ms at a time, when they are due and not before; the last one is as short as the rest', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    clock.advance(1000);
    void track.write(counting(47));
    void track.rest();
    await pass(clock, 100);
    expect(listener.heard.map(({ atMs, handedMs, samples }) => [atMs, handedMs, samples.length])).toEqual([
      [1000, 1000, 160],
      [1020, 1020, 160],
      [1040, 1040, 56],
    ]);
    expect(samplesOf(listener)).toEqual([...counting(47)]);
  });

  it('are whole whatever the pieces that are written', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    const audio = counting(200);
    void track.write(audio.subarray(0, 160));
    for (let at = 160; at < audio.length; at += 37) void track.write(audio.subarray(at, at + 37));
    void track.rest();
    await pass(clock, 200);
    expect(listener.heard.map(({ samples }) => samples.length)).toEqual(Array.from({ length: 10 }, () => 160));
    expect(samplesOf(listener)).toEqual([...audio]);
  });

  it('are the listener’s to keep: they share no memory with what was written', () => {
    const { listener, line } = openLine();
    const audio = steady(20, 7);
    void line.openTrack().write(audio);
    listener.heard[0]!.samples.fill(1);
    expect(audio[0]).toBe(7);
  });

  it('come earlier by the lead, and from then on as fast as they play', () => {
    const { clock, listener, line } = openLine({ leadMs: 60 });
    void line.openTrack().write(counting(400));
    expect(listener.heard.map(({ atMs }) => atMs)).toEqual([0, 20, 40, 60]);
    clock.advance(40);
    expect(listener.heard.map(({ atMs, handedMs }) => `${atMs}@${handedMs}`).slice(4)).toEqual(['80@20', '100@40']);
  });

  it('begin in the middle of a silence with the sample of that moment', () => {
    const { clock, listener, line } = openLine();
    clock.advance(3.3);
    void line.openTrack().write(counting(40));
    clock.advance(30);
    expect(listener.heard.map(({ atMs }) => atMs)).toEqual([3.25, 23.25]);
  });
});

describe('an engine that does not keep up', () => {
  it('is heard as soon as it goes on, and what is missing is silence that nobody makes up for', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(30, 1));
    await pass(clock, 75);
    void track.write(steady(30, 2));
    void track.rest();
    await pass(clock, 50);
    expect(framesOf(listener)).toEqual(['1@0+20', '1@20+10', '2@75+20', '2@95+10']);
    expect(listener.heard.map(({ handedMs }) => handedMs)).toEqual([0, 20, 75, 80]);
  });

  it('keeps the line meanwhile: others wait until it rests', async () => {
    const { clock, listener, line } = openLine();
    const [slow, next] = [line.openTrack(), line.openTrack()];
    void slow.write(steady(20, 1));
    void next.write(steady(20, 2));
    await pass(clock, 200);
    expect(framesOf(listener)).toEqual(['1@0+20']);
    expect(slow.isSounding).toBe(false);
    expect(next.isSounding).toBe(true);
    void slow.write(steady(20, 3));
    void slow.rest();
    await pass(clock, 50);
    expect(framesOf(listener)).toEqual(['1@0+20', '3@200+20', '2@220+20']);
  });

  it('that has nothing left to say gives the line away at once when it rests', async () => {
    const { clock, listener, line } = openLine();
    const [slow, next] = [line.openTrack(), line.openTrack()];
    void slow.write(steady(20, 1));
    void next.write(steady(20, 2));
    await pass(clock, 105);
    expect(await slow.rest()).toBe(true);
    expect(framesOf(listener)).toEqual(['1@0+20', '2@105+20']);
  });

  it('does not stop the beat that is due: what is late on both sides is heard once and in order', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(27, 1));
    await pass(clock, 24);
    void track.write(counting(40));
    await pass(clock, 60);
    expect(framesOf(listener)).toEqual(['1@0+20', '1@20+7', '0@27+20', '160@47+20']);
  });
});

describe('turns', () => {
  it('are taken in the order in which the tracks were written to, without a gap between them', async () => {
    const { clock, listener, line } = openLine();
    const [late, early] = [line.openTrack(), line.openTrack()];
    void early.write(steady(33, 1));
    void late.write(steady(25, 2));
    void early.rest();
    void late.rest();
    await pass(clock, 100);
    expect(framesOf(listener)).toEqual(['1@0+20', '1@20+13', '2@33+20', '2@53+5']);
  });

  it('end with a rest: what a track writes behind it waits behind those who waited', async () => {
    const { clock, listener, line } = openLine();
    const [stream, prompt] = [line.openTrack(), line.openTrack()];
    void stream.write(steady(20, 1));
    void stream.rest();
    void prompt.write(steady(20, 2));
    void stream.write(steady(20, 3));
    void prompt.rest();
    await pass(clock, 100);
    expect(framesOf(listener)).toEqual(['1@0+20', '2@20+20', '3@40+20']);
  });

  it('pass on when whoever has the line is cleared or closed', async () => {
    const { clock, listener, line } = openLine();
    const [first, second, third] = [line.openTrack(), line.openTrack(), line.openTrack()];
    for (const [value, track] of [first, second, third].entries()) void track.write(steady(100, value));
    first.clear();
    await pass(clock, 30);
    second.close();
    await pass(clock, 20);
    expect(framesOf(listener)).toEqual(['0@0+20', '1@20+20', '2@40+20']);
  });

  it('are not taken by nothing: an empty write holds no line', async () => {
    const { listener, line } = openLine();
    const [empty, other] = [line.openTrack(), line.openTrack()];
    await empty.write(new Int16Array(0));
    void other.write(steady(20, 1));
    expect(framesOf(listener)).toEqual(['1@0+20']);
    expect(empty.isSounding).toBe(false);
  });
});

it('no timer runs in silence', async () => {
  const { clock, line } = openLine();
  const track = line.openTrack();
  expect(clock.waiting).toBe(0);
  void track.write(steady(50, 1));
  expect(clock.waiting).toBe(1);
  void track.rest();
  await pass(clock, 60);
  expect(clock.waiting).toBe(0);
});
