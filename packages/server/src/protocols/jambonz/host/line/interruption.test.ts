import { describe, expect, it } from 'vitest';
import { counting, framesOf, openLine, pass, samplesOf, steady } from './line.test.kit.js';

describe('clear', () => {
  it('in the middle of a frame hushes the listener, and nothing more of the track is sent', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(counting(300));
    await pass(clock, 47);
    track.clear();
    await pass(clock, 200);
    expect(samplesOf(listener)).toEqual([...counting(60)]);
    expect(listener.hushes).toEqual([47]);
  });

  it('counts as played what was sent, and nothing else', async () => {
    const { clock, line } = openLine();
    const track = line.openTrack();
    void track.write(counting(300));
    await pass(clock, 47);
    track.clear();
    await pass(clock, 100);
    expect([track.playedMs, track.isSounding]).toEqual([60, false]);
    void track.write(counting(300));
    expect(track.playedMs).toBe(80);
  });

  it('leaves the line to what is written next, from that very moment', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(300, 1));
    await pass(clock, 47);
    track.clear();
    void track.write(steady(30, 2));
    await pass(clock, 100);
    expect(framesOf(listener).slice(3)).toEqual(['2@47+20', '2@67+10']);
  });

  it('of a track that waits for its turn is not heard', async () => {
    const { clock, listener, line } = openLine();
    const [first, second] = [line.openTrack(), line.openTrack()];
    void first.write(steady(40, 1));
    void second.write(steady(40, 2));
    second.clear();
    await pass(clock, 100);
    expect(framesOf(listener)).toEqual(['1@0+20', '1@20+20']);
    expect(listener.hushes).toEqual([]);
  });

  it('of all tracks, one after the other, lets none of them sound in between', async () => {
    const { clock, listener, line } = openLine();
    const [first, second] = [line.openTrack(), line.openTrack()];
    void first.write(steady(40, 1));
    void second.write(steady(40, 2));
    await pass(clock, 30);
    first.clear();
    second.clear();
    await pass(clock, 100);
    expect(framesOf(listener)).toEqual(['1@0+20', '1@20+20']);
    expect(listener.hushes).toEqual([30]);
  });

  it('just after the last sample silences a listener who hears late', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(40, 1));
    const rested = track.rest();
    await pass(clock, 40);
    expect(await rested).toBe(true);
    await pass(clock, 100);
    track.clear();
    expect(listener.hushes).toEqual([140]);
  });

  it('long after the last sample disturbs nobody', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(40, 1));
    void track.rest();
    clock.advance(1000);
    track.clear();
    expect(listener.hushes).toEqual([]);
  });

  it('of a track that has played does not silence the one that plays now', async () => {
    const { clock, listener, line } = openLine();
    const [first, second] = [line.openTrack(), line.openTrack()];
    void first.write(steady(40, 1));
    void first.rest();
    void second.write(steady(40, 2));
    await pass(clock, 50);
    first.clear();
    await pass(clock, 50);
    expect(listener.hushes).toEqual([]);
    expect(framesOf(listener)).toEqual(['1@0+20', '1@20+20', '2@40+20', '2@60+20']);
  });

  it('twice hushes once', () => {
    const { listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(40, 1));
    track.clear();
    track.clear();
    expect(listener.hushes).toHaveLength(1);
  });

  it('takes the lead back as well', async () => {
    const { clock, listener, line } = openLine({ leadMs: 100 });
    const track = line.openTrack();
    void track.write(steady(400, 1));
    await pass(clock, 15);
    track.clear();
    void track.write(steady(20, 2));
    expect(framesOf(listener).at(-1)).toBe('2@15+20');
  });
});

describe('close', () => {
  it('of a track that has played to its end lets a listener who hears late hear that end', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(40, 1));
    const rested = track.rest();
    await pass(clock, 40);
    await rested;
    track.close();
    expect(listener.hushes).toEqual([]);
  });

  it('of a track that sounds hushes it, and what is written to it afterwards is dropped', async () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(400, 1));
    track.close();
    expect(listener.hushes).toEqual([0]);
    await track.write(steady(5000, 2));
    await pass(clock, 50);
    expect(framesOf(listener)).toEqual(['1@0+20']);
    expect([track.playedMs, track.isSounding]).toEqual([20, false]);
  });

  it('of the line is silence for good: all tracks end, new ones are closed, no timer is left', async () => {
    const { clock, listener, line } = openLine();
    const [sounding, waiting] = [line.openTrack(), line.openTrack()];
    void sounding.write(steady(400, 1));
    void waiting.write(steady(40, 2));
    const rests = [sounding.rest(), waiting.rest()];
    await pass(clock, 10);
    line.close();
    expect(clock.waiting).toBe(0);
    expect(await Promise.all(rests)).toEqual([false, false]);
    await Promise.all([sounding, waiting, line.openTrack()].map((track) => track.write(steady(900, 3))));
    await pass(clock, 100);
    expect(framesOf(listener)).toEqual(['1@0+20']);
    expect(listener.hushes).toEqual([10]);
    expect(line.nowMs).toBe(110);
  });

  it('of the line while it hands something out ends it there', () => {
    const { clock, listener, line } = openLine();
    const track = line.openTrack();
    const { hear } = listener;
    listener.hear = (samples, atMs) => {
      hear(samples, atMs);
      line.close();
    };
    void track.write(steady(400, 1));
    clock.advance(100);
    expect(framesOf(listener)).toEqual(['1@0+20']);
    expect(clock.waiting).toBe(0);
  });
});
