/** The npm package as we use it: it comes without types, so they stand here. */

import initialise from '@echogarden/espeak-ng-emscripten';

/** eSpeak NG itself, with its own names and units. */
export interface Engine {
  /** Takes a voice's identifier, with `+variant` behind it if wanted. Answers 0, or something else for an unknown one. */
  set_voice(name: string): number;
  /** Words per minute. */
  set_rate(rate: number): void;
  /** 0 to 99; 50 is the voice's own. */
  set_pitch(pitch: number): void;
  /** How wide the melody moves: 0 to 99; 50 is the voice's own. */
  set_range(range: number): void;
  get_samplerate(): number;
  list_voices(): EngineListing[];
  /** The voice at a place of `list_voices()`. */
  get_voices(index: number): { get_gender(): number };
  /** Speaks while it is called. `callback` returns true to stop; it must not throw through the engine. */
  synthesize(
    text: string,
    callback: (samples: Int16Array<ArrayBuffer>, events: readonly EngineEvent[]) => boolean,
  ): void;
}

export interface EngineListing {
  readonly identifier: string;
  readonly name: string;
  /** A lower priority number is a better match. */
  readonly languages: readonly { readonly priority: number; readonly name: string }[];
}

export interface EngineEvent {
  readonly type: string;
  /** Code points, from 1. */
  readonly text_position: number;
  /** Milliseconds since the text began. */
  readonly audio_position: number;
}

/** Starts the engine on a data file in memory: it opens no file and runs no program. */
export async function startEngine(data: SharedArrayBuffer): Promise<Engine> {
  // The loader insists on a buffer whose constructor is named ArrayBuffer, though it only reads from it. It looks at a
  // moment of its own, and other instances may be starting on the same buffer: so the name stays.
  Object.defineProperty(data, 'constructor', { value: ArrayBuffer, configurable: true });
  const module = await initialise({ getPreloadedPackage: () => data, print: ignore, printErr: ignore });
  return new module.eSpeakNGWorker();
}

/** What the engine prints may contain the text that it speaks. */
function ignore(): void {}
