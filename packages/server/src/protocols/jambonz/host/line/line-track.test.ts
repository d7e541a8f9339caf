import { describe, expect, it } from 'vitest';
import { openLine, outcomeOf, pass, steady } from './line.test.kit.js';

describe('write', () => {
  it('waits while more than 400 ms wait, on each track by itself', async () => {
    const { clock, line } = openLine();
    const [first, second] = [line.openTrack(), line.openTrack()];
    const written = outcomeOf(first.write(steady(460, 1)).then(() => 'room'));
    const behind = outcomeOf(second.write(steady(401, 2)).then(() => 'room'));
    await pass(clock, 39);
    expect(written.value).toBe('waiting');
    await pass(clock, 1);
    expect(written.value).toBe('room');
    await pass(clock, 1000);
    expect(behind.value).toBe('waiting');
    await expect(first.write(steady(100, 1))).resolves.toBeUndefined();
  });

  it.each(['clear', 'close'] as const)('waits no longer after a %s', async (end) => {
    const { line } = openLine();
    const track = line.openTrack();
    const written = track.write(steady(5000, 1));
    track[end]();
    await expect(written).resolves.toBeUndefined();
  });
});

describe('rest', () => {
  it('settles when the last sample has been played, not when it was sent', async () => {
    const { clock, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(60, 1));
    const rested = outcomeOf(track.rest());
    await pass(clock, 59);
    expect([track.playedMs, track.isSounding, rested.value]).toEqual([60, true, 'waiting']);
    await pass(clock, 1);
    expect([track.playedMs, track.isSounding, rested.value]).toEqual([60, false, true]);
  });

  it('settles with the frame that a shorter one would have filled', async () => {
    const { clock, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(25, 1));
    const rested = outcomeOf(track.rest());
    await pass(clock, 39);
    expect(rested.value).toBe('waiting');
    await pass(clock, 1);
    expect(rested.value).toBe(true);
  });

  it('counts the lead as not played yet', async () => {
    const { clock, line } = openLine({ leadMs: 100 });
    const track = line.openTrack();
    void track.write(steady(60, 1));
    const rested = outcomeOf(track.rest());
    await pass(clock, 59);
    expect(rested.value).toBe('waiting');
    await pass(clock, 1);
    expect(rested.value).toBe(true);
  });

  it('settles at once where nothing waits: before the first write, after the last was played, after a clear', async () => {
    const { clock, line } = openLine();
    const track = line.openTrack();
    expect(await track.rest()).toBe(true);
    void track.write(steady(20, 1));
    await pass(clock, 20);
    expect(await track.rest()).toBe(true);
    void track.write(steady(20, 1));
    track.clear();
    expect(await track.rest()).toBe(true);
  });

  it.each(['clear', 'close'] as const)(
    'is false for what a %s cut short, be it sent already or waiting',
    async (end) => {
      const { clock, line } = openLine();
      const [sent, waiting] = [line.openTrack(), line.openTrack()];
      void sent.write(steady(20, 1));
      void waiting.write(steady(20, 2));
      const rests = [sent.rest(), sent.rest(), waiting.rest()];
      clock.advance(19);
      sent[end]();
      waiting[end]();
      expect(await Promise.all(rests)).toEqual([false, false, false]);
    },
  );

  it('of a closed track is false', async () => {
    const { line } = openLine();
    const track = line.openTrack();
    track.close();
    expect(await track.rest()).toBe(false);
  });

  it('of one turn says nothing of the next', async () => {
    const { clock, line } = openLine();
    const track = line.openTrack();
    void track.write(steady(20, 1));
    const first = outcomeOf(track.rest());
    void track.write(steady(20, 2));
    const second = outcomeOf(track.rest());
    await pass(clock, 20);
    expect([first.value, second.value]).toEqual([true, 'waiting']);
    await pass(clock, 20);
    expect(second.value).toBe(true);
  });
});
