/** Listens to the playground from inside its page, which knows nothing of it: to its speakers, to its player, and to its words. */

import { createTap, processorUrl, type Tap } from './tap.js';

/** A word, at the moment at which it was lit up. */
export interface Lit {
  readonly text: string;
  /** What the page's player had said of itself last, in frames of its audio. */
  readonly positionFrames: number;
  /** Where the speakers were, in frames of what was heard. */
  readonly speakerFrames: number;
}

export interface Ear {
  readonly lit: readonly Lit[];
  /** All that went to the speakers since they were opened, which is anew for every sample rate; up to so many milliseconds
   *  from now, as they count them. */
  heard(forMs: number): Promise<Float32Array>;
  /** Settles when there is a sound. */
  sound(): Promise<void>;
  /** Settles when there has been none for so long. */
  silence(forMs: number): Promise<void>;
}

declare global {
  /** There once this module was added to the page. */
  var ear: Ear;
}

/** Playwright serves modules to a page, but none to its audio thread. */
const processor = new URL(URL.createObjectURL(await (await fetch(processorUrl)).blob()));

interface Hearing {
  readonly tap: Tap;
  /** The first frame that is heard. */
  readonly from: number;
}

const lit: Lit[] = [];
const hearings = new WeakMap<BaseAudioContext, Hearing>();
let speakers: AudioContext | undefined;
let positionFrames = 0;

const frame = (context: AudioContext) => Math.round(context.currentTime * context.sampleRate);

/** Taps every context, before anything can be played in it. */
globalThis.AudioContext = class extends AudioContext {
  constructor(options?: AudioContextOptions) {
    super(options);
    speakers = this;
    const tapping = createTap(this, processor).then(async (tap) => {
      await tap.reached(frame(this) + 1);
      hearings.set(this, { tap, from: tap.now });
    });
    const { audioWorklet } = this;
    const addModule = audioWorklet.addModule.bind(audioWorklet);
    audioWorklet.addModule = async (...module) => {
      await tapping;
      await addModule(...module);
    };
  }
};

/** What a player says is seen here before its page sees it. */
globalThis.AudioWorkletNode = class extends AudioWorkletNode {
  constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
    super(context, name, options);
    this.port.addEventListener('message', ({ data }: MessageEvent<{ playedFrames?: number }>) => {
      positionFrames = data.playedFrames ?? positionFrames;
    });
  }

  override connect(destinationNode: AudioNode, output?: number, input?: number): AudioNode;
  override connect(destinationParam: AudioParam, output?: number): void;
  override connect(target: AudioNode | AudioParam): AudioNode | undefined {
    const tap = hearings.get(this.context)?.tap;
    const isForTheSpeakers = tap !== undefined && target === this.context.destination;
    if (target instanceof AudioParam) return void super.connect(target);
    return super.connect(isForTheSpeakers ? tap.node : target);
  }
};

new MutationObserver(() => {
  const word = document.querySelector('.reading .lit');
  if (word !== null)
    lit.push({ text: word.textContent, positionFrames, speakerFrames: frame(speakers!) - hearing().from });
}).observe(document.body, { subtree: true, attributeFilter: ['class'] });

function hearing(): Hearing {
  const found = speakers && hearings.get(speakers);
  if (found === undefined) throw new Error('nothing was played yet');
  return found;
}

/** What goes to the speakers from now on: one quantum or some. */
async function nextSamples(): Promise<Float32Array> {
  const { tap } = hearing();
  const from = tap.now;
  await tap.reached(from + 1);
  return tap.since(from);
}

const isSound = (sample: number) => sample !== 0;
const toFrames = (ms: number) => (ms * speakers!.sampleRate) / 1000;

globalThis.ear = {
  lit,
  async heard(forMs) {
    const { tap, from } = hearing();
    await tap.reached(frame(speakers!) + toFrames(forMs));
    return tap.since(from);
  },
  async sound() {
    while (!(await nextSamples()).some(isSound));
  },
  async silence(forMs) {
    for (let silent = 0; silent < toFrames(forMs); ) {
      const samples = await nextSamples();
      silent = samples.some(isSound) ? 0 : silent + samples.length;
    }
  },
};
