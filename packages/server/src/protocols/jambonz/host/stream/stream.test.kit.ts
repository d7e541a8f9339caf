/** What the tests of streams share: a stream over tones, on a line that plays when it is told to. */
import type { SpeechService } from '../../../../session/speech.js';
import { type FakeClock, fakeClock } from '../../../../testing/fake-clock.js';
import { type TestSpeechOptions, testSpeech } from '../../../../testing/test-speech.js';
import { type ToneOptions, toneSynthesizer } from '../../../../testing/tone-synthesizer.js';
import type { Track } from '../line/line.js';
import { openStream } from './open-stream.js';
import type { StreamingSay, StreamTerms } from './stream.js';

const sampleRate = 8000;
/** What a writer may be ahead. */
const aheadMs = 400;

export interface Setting {
  readonly tones?: ToneOptions;
  readonly parts?: TestSpeechOptions;
  readonly mode?: StreamTerms['mode'];
  readonly backlogSeconds?: number;
  /** In place of the service over tones. */
  readonly wrap?: (speech: SpeechService) => Pick<SpeechService, 'open'>;
  readonly onOpen?: (say: StreamingSay) => void;
}

/** A stream that has begun to open. `told` is what its owner was told so far. */
export async function begin(setting: Setting = {}) {
  const clock = fakeClock();
  const synthesizer = setting.parts?.synthesizer ?? toneSynthesizer({ sampleRate, ...setting.tones, clock });
  const speech = await testSpeech({ clock, ...setting.parts, synthesizer });
  const track = fakeTrack();
  const told: string[] = [];
  const say = openStream({
    speech: setting.wrap?.(speech) ?? speech,
    casting: { holder: { id: 'anonymous' }, protocol: 'jambonz', voice: '' },
    line: { sampleRate, openTrack: () => track },
    mode: setting.mode ?? 'enhanced',
    backlogSeconds: setting.backlogSeconds ?? 300,
    clock,
    listener: {
      onOpen() {
        told.push('open');
        setting.onOpen?.(say);
      },
      onEmpty: () => told.push('empty'),
      onSpoken: (text, wasInterrupted) => told.push(`${wasInterrupted ? 'cut' : 'spoken'}: ${text}`),
      onFailed: ({ code }) => told.push(`failed: ${code}`),
    },
  });
  /** Everything that was told once the event loop has nothing left to do. */
  const soFar = async () => {
    await settled();
    return told.splice(0);
  };
  /** Plays so long, or to the end; returns what was told. */
  const play = async (durationMs = Number.POSITIVE_INFINITY) => {
    for (let left = durationMs; left > 0; ) {
      await settled();
      const playedMs = track.play(Math.min(left, 100));
      left -= playedMs;
      if (playedMs === 0) break;
    }
    return soFar();
  };
  return { say, clock, synthesizer, speech, track, soFar, play };
}

/** The same, open and ready. */
export async function open(setting: Setting = {}) {
  const stream = await begin(setting);
  await stream.soFar();
  return stream;
}

export interface FakeTrack extends Track {
  readonly isClosed: boolean;
  /** How much waits, in milliseconds. */
  readonly waitingMs: number;
  /** Plays at most so long; returns how long. */
  play(durationMs: number): number;
}

function fakeTrack(): FakeTrack {
  let playedMs = 0;
  let waitingMs = 0;
  let isClosed = false;
  const writers: (() => void)[] = [];
  const resters: ((wasPlayed: boolean) => void)[] = [];

  function settle(wasPlayed: boolean): void {
    if (waitingMs <= aheadMs) for (const resolve of writers.splice(0)) resolve();
    if (waitingMs === 0) for (const resolve of resters.splice(0)) resolve(wasPlayed);
  }

  function clear(): void {
    waitingMs = 0;
    settle(false);
  }

  return {
    get playedMs() {
      return playedMs;
    },
    get isSounding() {
      return waitingMs > 0;
    },
    get isClosed() {
      return isClosed;
    },
    get waitingMs() {
      return waitingMs;
    },
    async write({ length }) {
      if (isClosed) return;
      waitingMs += (length * 1000) / sampleRate;
      if (waitingMs > aheadMs) await new Promise<void>((resolve) => writers.push(resolve));
    },
    async rest() {
      if (waitingMs === 0) return !isClosed;
      return new Promise((resolve) => resters.push(resolve));
    },
    clear,
    close() {
      isClosed = true;
      clear();
    },
    play(durationMs) {
      const heardMs = Math.min(durationMs, waitingMs);
      playedMs += heardMs;
      waitingMs -= heardMs;
      settle(true);
      return heardMs;
    },
  };
}

/** Lets everybody do what they can do without the clock. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate);
}

/** Lets time pass for those who wait for the clock. */
export async function pass(clock: FakeClock, durationMs: number): Promise<void> {
  await settled();
  clock.advance(durationMs);
  await settled();
}
