/** A synthesizer for tests: a tone per character, so length follows from the text and every word's time is exact. */

import { type Clock, systemClock } from '../clock.js';
import { type Deferred, deferred } from '../deferred.js';
import { SpeechError } from '../errors.js';
import { bySegment } from '../synthesizers/by-segment.js';
import type { EngineInfo, SegmentEngine, SpeakTask } from '../synthesizers/segment-engine.js';
import type { SynthesisRequest, Synthesizer } from '../synthesizers/synthesizer.js';
import type { Cutting } from '../text/cutting.js';
import type { Boundary } from '../text/segment.js';
import type { Voice } from '../voices/voice.js';
import { type ToneShape, tones } from './tones.js';

export interface ToneOptions extends ToneShape {
  readonly name?: string;
  /** Default: one female and one male English voice, `<name>/en/female` and `<name>/en/male`. */
  readonly voices?: readonly Voice[];
  readonly cutting?: Partial<Cutting>;
  /** Default: no pauses, so that length is characters × msPerCharacter. */
  readonly pauses?: Partial<Record<Boundary, number>>;
  readonly clock?: Clock;
  readonly faults?: readonly ToneFault[];
}

/** What goes wrong, and where. `call` counts calls of `synthesize` from 0; left out, every call has the fault.
 *  `atChunk` counts a call's pieces of audio from 0: those before it are handed out. */
export type ToneFault =
  /** The first audio waits this long by the clock. */
  | { readonly type: 'delay'; readonly delayMs: number; readonly call?: number }
  /** Nothing more comes until the call is aborted. */
  | { readonly type: 'stall'; readonly atChunk: number; readonly call?: number }
  /** The call fails with `synthesis-failed`. */
  | { readonly type: 'fail'; readonly atChunk: number; readonly call?: number }
  /** As `fail`, and every later call fails at once. */
  | { readonly type: 'die'; readonly atChunk: number; readonly call?: number };

export interface ToneSynthesizer extends Synthesizer {
  /** Every call of `synthesize` so far, in order; each record is kept up to date. */
  readonly calls: readonly ToneCall[];
  /** The call with this index, as soon as somebody asks for its first chunk. */
  call(index: number): Promise<ToneCall>;
  readonly closed: boolean;
}

export interface ToneCall {
  readonly request: SynthesisRequest;
  /** The tasks that the engine was given so far. */
  readonly tasks: readonly SpeakTask[];
  /** Pieces of audio made so far. */
  readonly chunks: number;
  /** When the call's signal aborted, by the clock; undefined while it has not. */
  readonly abortedMs: number | undefined;
  /** Settles once the signal aborted. */
  readonly aborted: Promise<void>;
  /** Settles once a `stall` is reached. */
  readonly stalled: Promise<void>;
  /** Settles once the call is over, however it ended. */
  readonly ended: Promise<void>;
}

interface CallRecord {
  readonly call: Writable<ToneCall> & { readonly tasks: SpeakTask[] };
  readonly aborted: Deferred;
  readonly stalled: Deferred;
  readonly ended: Deferred;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Makes no threads and waits for nothing but its `delay` faults, which go by the given clock. */
export function toneSynthesizer(options: ToneOptions = {}): ToneSynthesizer {
  const clock = options.clock ?? systemClock;
  const about = describe(options, clock);
  const calls: ToneCall[] = [];
  const awaited: { readonly index: number; resolve(call: ToneCall): void }[] = [];
  const running = new Set<Synthesizer>();
  let closed = false;
  let dead = false;

  async function* synthesize(...[segments, request, signal]: Parameters<Synthesizer['synthesize']>) {
    const record = recordOf(request);
    const index = calls.push(record.call) - 1;
    for (const waiter of awaited) if (waiter.index === index) waiter.resolve(record.call);
    const abort = () => {
      record.call.abortedMs = clock.now();
      record.aborted.resolve();
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    const faults = (options.faults ?? []).filter((fault) => fault.call === undefined || fault.call === index);
    const die = () => {
      dead = true;
    };
    const synthesizer = bySegment(toneEngine({ options, clock, record, faults, die }), about);
    if (closed) await synthesizer.close();
    running.add(synthesizer);
    try {
      if (dead) throw failure();
      yield* synthesizer.synthesize(segments, request, signal);
    } finally {
      running.delete(synthesizer);
      signal.removeEventListener('abort', abort);
      record.ended.resolve();
    }
  }

  return {
    name: about.name,
    capabilities: about.capabilities,
    calls,
    async call(index) {
      return calls[index] ?? new Promise((resolve) => awaited.push({ index, resolve }));
    },
    get closed() {
      return closed;
    },
    voices: async () => about.voices,
    synthesize,
    async close() {
      closed = true;
      await Promise.all([...running].map((synthesizer) => synthesizer.close()));
    },
  };
}

interface ToneEngineParts {
  readonly options: ToneOptions;
  readonly clock: Clock;
  readonly record: CallRecord;
  readonly faults: readonly ToneFault[];
  die(): void;
}

function toneEngine({ options, clock, record, faults, die }: ToneEngineParts): SegmentEngine {
  const { call } = record;

  async function suffer(fault: ToneFault, signal: AbortSignal): Promise<void> {
    if (fault.type === 'delay') {
      if (call.chunks === 0) await elapsed(clock, fault.delayMs, signal);
      return;
    }
    if (fault.atChunk !== call.chunks) return;
    if (fault.type === 'stall') {
      record.stalled.resolve();
      await elapsed(clock, Number.POSITIVE_INFINITY, signal);
      return;
    }
    if (fault.type === 'die') die();
    throw failure();
  }

  return {
    async *speak(task, signal) {
      call.tasks.push(task);
      for (const piece of tones(task, options)) {
        for (const fault of faults) await suffer(fault, signal);
        if (signal.aborted) return;
        call.chunks += 1;
        yield piece;
      }
    },
    close: async () => undefined,
  };
}

function describe(options: ToneOptions, clock: Clock): EngineInfo {
  const name = options.name ?? 'tone';
  const voice = (gender: 'female' | 'male'): Voice => ({
    id: `${name}/en/${gender}`,
    name: `Tone (${gender})`,
    synthesizer: name,
    language: 'en-US',
    gender,
  });
  const cutting = { firstWords: 4, firstClauseWords: 2, clauseCharacters: 120, maxCharacters: 300, idleMs: 100 };
  return {
    name,
    capabilities: { wordTimings: true, cutting: { ...cutting, ...options.cutting } },
    voices: options.voices ?? [voice('female'), voice('male')],
    pauses: { paragraph: 0, sentence: 0, clause: 0, word: 0, ...options.pauses },
    clock,
  };
}

function recordOf(request: SynthesisRequest): CallRecord {
  const [aborted, stalled, ended] = [deferred(), deferred(), deferred()];
  return {
    call: {
      request,
      tasks: [],
      chunks: 0,
      abortedMs: undefined,
      aborted: aborted.promise,
      stalled: stalled.promise,
      ended: ended.promise,
    },
    aborted,
    stalled,
    ended,
  };
}

function elapsed(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = Number.isFinite(delayMs) ? clock.after(delayMs, done) : () => undefined;
    signal.addEventListener('abort', done);
  });
}

function failure(): SpeechError {
  return new SpeechError('synthesis-failed', 'the tone synthesizer was told to fail');
}
