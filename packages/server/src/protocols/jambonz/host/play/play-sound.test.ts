import { expect, it } from 'vitest';
import { counting, openLine, pass, samplesOf } from '../line/line.test.kit.js';
import { playOptions } from './options.js';
import { type PlaySoundOptions, playSound } from './play-sound.js';
import { soundOf } from './sounds.test.kit.js';

const sampleRate = 16_000;

/** A line that plays at once what it is given, until it has played so much. Then somebody clears it. */
function track({ untilMs = Number.POSITIVE_INFINITY } = {}) {
  const heard: number[] = [];
  let isCleared = false;
  let waits: (() => void) | undefined;
  const beforeMs = 70;
  const room = () => (untilMs * sampleRate) / 1000 - heard.length;
  return {
    heard,
    isSounding: false,
    get playedMs() {
      return beforeMs + (heard.length * 1000) / sampleRate;
    },
    async write(samples: Int16Array) {
      if (isCleared) return;
      heard.push(...samples.subarray(0, Math.max(0, room())));
      if (room() > 0) return;
      await new Promise<void>((resolve) => {
        waits = resolve;
      });
    },
    rest: async () => !isCleared,
    clear() {
      isCleared = true;
      waits?.();
    },
  };
}

const never = new AbortController().signal;
/** Half a second that can be told apart. */
const sound = Int16Array.from({ length: sampleRate / 2 }, (_, at) => at);

async function play(options: Partial<PlaySoundOptions> = {}, what = sound) {
  const line = track();
  const playback = await playSound(soundOf(what), line, { sampleRate, ...options }, never);
  return { heard: line.heard, playback };
}

it('plays a sound once, and says how long and how far', async () => {
  const { heard, playback } = await play();
  expect(heard).toEqual([...sound]);
  expect(playback).toEqual({ playbackSeconds: 0, playbackMilliseconds: 500, playbackLastOffsetPos: '4000' });
});

it('plays it as often as it is told to, and at least once', async () => {
  const three = await play({ loop: 3 });
  expect(three.heard).toEqual([...sound, ...sound, ...sound]);
  expect(three.playback).toEqual({ playbackSeconds: 1, playbackMilliseconds: 1500, playbackLastOffsetPos: '4000' });
  expect((await play({ loop: 0 })).heard).toHaveLength(sound.length);
});

it('begins at seekOffset, the first time only', async () => {
  const { heard, playback } = await play({ seekOffset: 1000, loop: 2 });
  expect(heard).toEqual([...sound.subarray(2000), ...sound]);
  expect(playback).toMatchObject({ playbackMilliseconds: 875, playbackLastOffsetPos: '4000' });
});

it('plays nothing from beyond the end, and all of it from before the beginning', async () => {
  const beyond = await play({ seekOffset: 99_999 });
  expect(beyond.heard).toEqual([]);
  expect(beyond.playback).toEqual({ playbackSeconds: 0, playbackMilliseconds: 0, playbackLastOffsetPos: '4000' });
  expect((await play({ seekOffset: -1 })).heard).toHaveLength(sound.length);
});

it('ends after timeoutSecs, at the place where one might go on', async () => {
  const { heard, playback } = await play({ loop: 'forever', timeoutSecs: 1.125 });
  expect(heard).toHaveLength(18_000);
  expect(playback).toEqual({ playbackSeconds: 1, playbackMilliseconds: 1125, playbackLastOffsetPos: '1000' });
  expect((await play({ timeoutSecs: 60 })).heard).toHaveLength(sound.length);
});

it('plays a sound that is shorter than what is written at once', async () => {
  const { heard } = await play({ loop: 'forever', timeoutSecs: 1 }, Int16Array.of(1, 2, 3));
  expect(heard).toHaveLength(16_000);
  expect(heard.slice(0, 7)).toEqual([1, 2, 3, 1, 2, 3, 1]);
});

it('has nothing to do with no samples, even for ever', async () => {
  const { heard, playback } = await play({ loop: 'forever' }, new Int16Array(0));
  expect(heard).toEqual([]);
  expect(playback).toEqual({ playbackSeconds: 0, playbackMilliseconds: 0, playbackLastOffsetPos: '0' });
});

it('clears the line when the signal aborts, and tells what was heard', async () => {
  const line = track({ untilMs: 1300 });
  const stop = new AbortController();
  const playing = playSound(soundOf(sound), line, { sampleRate, loop: 'forever' }, stop.signal);
  await new Promise(setImmediate);
  stop.abort();
  expect(await playing).toEqual({ playbackSeconds: 1, playbackMilliseconds: 1300, playbackLastOffsetPos: '2400' });
});

it('ends when somebody else clears the line, even if it were for ever', async () => {
  const line = track({ untilMs: 100 });
  const playing = playSound(soundOf(sound), line, { sampleRate, loop: 'forever' }, never);
  await new Promise(setImmediate);
  line.clear();
  expect(await playing).toMatchObject({ playbackMilliseconds: 100, playbackLastOffsetPos: '800' });
});

it('plays nothing where the signal has aborted already', async () => {
  const line = track();
  await playSound(soundOf(sound), line, { sampleRate, loop: 'forever' }, AbortSignal.abort());
  expect(line.heard).toEqual([]);
});

it('plays on a line, in time, behind whoever speaks there', async () => {
  const { line, clock, listener } = openLine();
  const other = line.openTrack();
  await other.write(counting(100));
  const playing = playSound(soundOf(counting(700)), line.openTrack(), { sampleRate: 8000 }, never);
  await pass(clock, 200);
  expect(samplesOf(listener)).toHaveLength(800);
  void other.rest();
  await pass(clock, 800);
  expect(await playing).toMatchObject({ playbackMilliseconds: 700 });
  expect(samplesOf(listener)).toEqual([...counting(100), ...counting(700)]);
});

it('ends with the line, even if it were for ever', async () => {
  const { line, clock } = openLine();
  const playing = playSound(soundOf(counting(50)), line.openTrack(), { sampleRate: 8000, loop: 'forever' }, never);
  await pass(clock, 1000);
  line.close();
  expect((await playing).playbackMilliseconds).toBeGreaterThanOrEqual(1000);
  const late = playSound(soundOf(counting(50)), line.openTrack(), { sampleRate: 8000, loop: 'forever' }, never);
  expect(await late).toMatchObject({ playbackMilliseconds: 0 });
});

it('takes numbers that come as text', () => {
  const options = playOptions.parse({ url: 'https://a/b.wav', loop: '2', seekOffset: '8000', timeoutSecs: 1.5 });
  expect(options).toMatchObject({ loop: 2, seekOffset: 8000, timeoutSecs: 1.5 });
  expect(playOptions.parse({ url: ['https://a'], loop: 'forever' })).toMatchObject({ loop: 'forever', seekOffset: 0 });
});

it.each([{}, { url: [] }, { url: 'a', loop: 'often' }, { url: 'a', seekOffset: '' }, { url: 'a', volume: 1 }])(
  'refuses %j',
  (options) => {
    expect(playOptions.safeParse(options).success).toBe(false);
  },
);
