import type { Pcm } from '../audio/pcm.js';
import type { Cutting } from '../text/cutting.js';
import type { Segment } from '../text/segment.js';
import type { Voice } from '../voices/voice.js';

/** Speaks text. Behind it stands an engine in this process, on a thread, on another machine, or at a vendor. */
export interface Synthesizer {
  readonly name: string;
  readonly capabilities: Capabilities;
  voices(): Promise<readonly Voice[]>;
  /** Speaks one utterance: its segments arrive while it speaks; their end is the flush.
   *  Ends soon after the signal aborts; what fails throws a SpeechError. */
  synthesize(
    segments: AsyncIterable<Segment>,
    request: SynthesisRequest,
    signal: AbortSignal,
  ): AsyncIterable<SynthesisChunk>;
  close(): Promise<void>;
}

export interface Capabilities {
  /** How it wants its text cut. */
  readonly cutting: Cutting;
  /** Whether `timing` chunks come with the audio. */
  readonly wordTimings: boolean;
}

export interface SynthesisRequest {
  readonly voice: Voice;
  /** BCP 47. */
  readonly language: string;
  /** 1 is the voice's own speed, 2 twice as fast. */
  readonly speed: number;
  /** The rate that will be sent, in samples per second. Audio may come at any other: the encoder converts it. An engine on a
   *  thread of its own does better to convert there, which leaves the event loop to the sockets. */
  readonly sampleRate: number;
}

export type SynthesisChunk =
  | { readonly type: 'segment'; readonly state: 'start' | 'end'; readonly segment: Segment }
  | { readonly type: 'audio'; readonly pcm: Pcm }
  | { readonly type: 'timing'; readonly words: readonly WordTiming[] };

/** One spoken word. Times count from the start of the utterance's audio, places are in the session's text. */
export interface WordTiming {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
  /** UTF-16 code units. */
  readonly textStart: number;
  readonly textEnd: number;
}
