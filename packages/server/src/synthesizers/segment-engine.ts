import type { Pcm } from '../audio/pcm.js';
import type { Clock } from '../clock.js';
import type { Boundary } from '../text/segment.js';
import type { Voice } from '../voices/voice.js';
import type { Capabilities, SynthesisRequest } from './synthesizer.js';

/** What most engines are: they speak one piece of text at a time. `bySegment` makes a Synthesizer of one. */
export interface SegmentEngine {
  /** Ends soon after the signal aborts, yielding nothing more. Throws a SpeechError. */
  speak(task: SpeakTask, signal: AbortSignal): AsyncIterable<EnginePiece>;
  close(): Promise<void>;
}

/** Plain data: it crosses threads and machines as it is. */
export interface SpeakTask {
  readonly text: string;
  readonly boundary: Boundary;
  readonly request: SynthesisRequest;
  /** When the listener runs out of audio, in milliseconds of the server's clock. Engines with a line serve the earliest first. */
  readonly dueMs: number;
}

export interface EnginePiece {
  readonly pcm: Pcm;
  /** The words that became certain while this piece was made, in the order in which they are spoken. Each comes once;
   *  it may have begun in an earlier piece. */
  readonly words: readonly EngineWord[];
}

/** Positions are UTF-16 units of the task's text, times count from the task's first sample. */
export interface EngineWord {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** An engine that computes on the thread it runs on: it hands each piece out while it works.
 *  `emit` takes the piece, samples and all: the engine must not use that memory again.
 *  `emit` returns false once nobody wants more; the engine then returns soon. */
export interface ComputeEngine {
  speak(task: SpeakTask, emit: (piece: EnginePiece) => boolean): void | Promise<void>;
}

/** What there is to know about an engine besides how it speaks. */
export interface EngineInfo {
  readonly name: string;
  readonly capabilities: Capabilities;
  readonly voices: readonly Voice[];
  /** Silence after a segment that ends so, before the next one is heard; milliseconds at speed 1. */
  readonly pauses: Readonly<Record<Boundary, number>>;
  /** The server's clock, which `dueMs` is told by; the system's when left out. */
  readonly clock?: Clock;
}
