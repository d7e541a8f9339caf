/** The Speex resampler: one WebAssembly module and one pair of buffers for the whole process. */
import type { SpeexModule } from '@echogarden/speex-resampler-wasm/simd';
import { SpeechError } from '../errors.js';
import { joinArrays } from './join.js';

/** 0 to 10. At 3 the noise lies 86 dB below a tone, which is near what 16 bits can hold, for two thirds of the time that 5
 *  takes; a resampler is the dearest part of a stream beside the engine itself. */
const quality = 3;
const inputCapacity = 4096;
const outputCapacity = 16384;

interface Speex {
  readonly module: SpeexModule;
  readonly input: number;
  readonly output: number;
  /** Two counts of 32 bits, read and written by each call: samples in, samples out. */
  readonly counts: number;
}

let loading: Promise<void> | undefined;
let loaded: Speex | undefined;

/** Loads the module, once. Everything after that is synchronous. */
export function loadSpeex(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const { default: create } = await import('@echogarden/speex-resampler-wasm/simd');
  const module = await create();
  loaded = {
    module,
    input: module._malloc(inputCapacity * Int16Array.BYTES_PER_ELEMENT),
    output: module._malloc(outputCapacity * Int16Array.BYTES_PER_ELEMENT),
    counts: module._malloc(2 * Uint32Array.BYTES_PER_ELEMENT),
  };
}

/** One running conversion between two rates in Hz. It owns native memory until `close`.
 *  Throws `internal` before `loadSpeex` has settled, or without memory. */
export class SpeexState {
  readonly #speex: Speex;
  readonly #state: number;
  /** Input samples that are held back: as many zeros push out the rest. */
  readonly latency: number;

  constructor(from: number, to: number) {
    if (!loaded) throw new SpeechError('internal', 'the resampler is not loaded; await loadResampler() first');
    this.#speex = loaded;
    const { module } = loaded;
    this.#state = module._speex_resampler_init(1, from, to, quality, loaded.counts);
    if (this.#state === 0) throw new SpeechError('internal', `no resampler from ${from} to ${to} Hz`);
    // Otherwise the filter's delay would be heard as silence in front.
    module._speex_resampler_skip_zeros(this.#state);
    this.latency = module._speex_resampler_get_input_latency(this.#state);
  }

  /** All that can be told from the samples so far. */
  process(samples: Int16Array): Int16Array {
    return run(this.#speex, this.#state, samples);
  }

  close(): void {
    this.#speex.module._speex_resampler_destroy(this.#state);
  }
}

function run(speex: Speex, state: number, samples: Int16Array): Int16Array {
  const pieces: Int16Array[] = [];
  let taken = 0;
  while (taken < samples.length) {
    const block = samples.subarray(taken, taken + inputCapacity);
    const { consumed, produced } = runBlock(speex, state, block);
    taken += consumed;
    pieces.push(produced);
  }
  return joinArrays(Int16Array, pieces);
}

function runBlock({ module, input, output, counts }: Speex, state: number, block: Int16Array) {
  // The heap views are read afresh on every call: they are replaced when another state makes the memory grow.
  module.HEAP16.set(block, input >> 1);
  const at = counts >> 2;
  module.HEAPU32[at] = block.length;
  module.HEAPU32[at + 1] = outputCapacity;
  module._speex_resampler_process_int(state, 0, input, counts, output, counts + 4);
  const consumed = module.HEAPU32[at] ?? 0;
  const count = module.HEAPU32[at + 1] ?? 0;
  if (consumed === 0 && count === 0) throw new SpeechError('internal', 'the resampler does not advance');
  return { consumed, produced: module.HEAP16.slice(output >> 1, (output >> 1) + count) };
}
