import type { AudioEncoder, EncodedAudio } from '../audio/encoder.js';
import type { Pcm } from '../audio/pcm.js';
import { SpeechError } from '../errors.js';
import type { SynthesisChunk, SynthesisRequest, Synthesizer, WordTiming } from '../synthesizers/synthesizer.js';
import type { Segment } from '../text/segment.js';
import { Alignment } from './alignment.js';
import { LazyEncoder } from './lazy-encoder.js';
import type { OutputQueue } from './output.js';
import type { Timeline } from './timeline.js';
import type { Transcript } from './transcript.js';
import type { SegmentItem, WorkQueue } from './work.js';

export interface PumpOptions {
  readonly synthesizer: Synthesizer;
  readonly request: SynthesisRequest;
  readonly createEncoder: () => Promise<AudioEncoder>;
  readonly timestamps: boolean;
  readonly work: WorkQueue;
  readonly output: OutputQueue;
  readonly timeline: Timeline;
  readonly transcript: Transcript;
  /** Called with each segment that leaves WORK. */
  readonly onTaken: (segment: Segment) => void;
  /** Called when an utterance failed and the next one shall be spoken all the same; left out, a failure is the end. */
  readonly onFailed: ((cause: unknown) => void) | undefined;
}

/** Carries WORK through the engine and the encoder to OUTPUT until an end marker, a failure, or the signal.
 *  Once the signal has aborted it touches nothing any more: others have taken over. */
export async function pump(options: PumpOptions, signal: AbortSignal): Promise<void> {
  const { work, output, timeline, transcript } = options;
  const encoding = new LazyEncoder(options.createEncoder);
  try {
    for (let item = await work.head(signal); item !== undefined; item = await work.head(signal)) {
      // Between the head's own look at the signal and this line there is a turn of the microtasks.
      if (signal.aborted) return;
      if (item.type === 'segment') {
        await speakOrDrop(options, item, encoding, signal);
        continue;
      }
      work.shift();
      if (item.type === 'end') return output.end();
      const utterance = transcript.endUtterance(item.textEnd, timeline.madeMs);
      output.put({ type: 'flushed', mark: item.mark, utterance });
    }
  } catch (error) {
    if (!signal.aborted) output.end(error);
  } finally {
    encoding.close();
  }
}

async function speakOrDrop(options: PumpOptions, first: SegmentItem, encoding: LazyEncoder, signal: AbortSignal) {
  const { synthesizer, work, output, onFailed } = options;
  try {
    await new Utterance(options, encoding, signal).speak(first.segment);
    if (!signal.aborted && work.first === first) {
      throw new SpeechError(
        'synthesis-failed',
        `the synthesizer "${synthesizer.name}" did not take what it was to speak`,
      );
    }
  } catch (error) {
    if (signal.aborted || onFailed === undefined) throw error;
    // What it holds of the failed utterance must not be heard in the next one.
    encoding.close();
    onFailed(error);
    await output.room();
  }
}

/** One utterance: one call of the synthesizer, whose segments arrive while it speaks. */
class Utterance {
  readonly #options: PumpOptions;
  readonly #encoding: LazyEncoder;
  readonly #signal: AbortSignal;
  readonly #alignment = new Alignment();
  /** Whether audio is cut where words end; without timings to come it would wait for nothing. */
  readonly #aligned: boolean;
  /** Where the utterance's first sample is heard. */
  #originMs = 0;

  constructor(options: PumpOptions, encoding: LazyEncoder, signal: AbortSignal) {
    this.#options = options;
    this.#encoding = encoding;
    this.#signal = signal;
    this.#aligned = options.timestamps && options.synthesizer.capabilities.wordTimings;
  }

  async speak(first: Segment): Promise<void> {
    const { synthesizer, request, output, timeline, transcript } = this.#options;
    const signal = this.#signal;
    transcript.beginUtterance(first.source.start, timeline.madeMs);
    const encoder = await this.#encoding.open();
    if (signal.aborted) return;
    this.#originMs = timeline.madeMs + encoder.delayMs;
    for await (const chunk of synthesizer.synthesize(this.#segments(), request, signal)) {
      if (signal.aborted) return;
      for (const pcm of this.#take(chunk)) {
        this.#put(await encoder.encode(pcm));
        if (signal.aborted) return;
        await output.room();
        if (signal.aborted) return;
      }
      if (chunk.type !== 'segment' || chunk.state !== 'end') continue;
      this.#endSegment(chunk.segment);
      await output.room();
      if (signal.aborted) return;
    }
    this.#put(await this.#encoding.flush());
    this.#putWords();
  }

  /** The segments up to the next marker, which stays where it is: it is the pump's. */
  async *#segments(): AsyncGenerator<Segment> {
    const { work, onTaken } = this.#options;
    const signal = this.#signal;
    for (let item = await work.head(signal); item?.type === 'segment'; item = await work.head(signal)) {
      if (signal.aborted) return;
      work.shift();
      onTaken(item.segment);
      yield item.segment;
    }
  }

  /** Takes note of a chunk; returns the audio that is ready to be encoded. */
  #take(chunk: SynthesisChunk): readonly Pcm[] {
    switch (chunk.type) {
      case 'segment':
        if (chunk.state === 'start') this.#beginSegment(chunk.segment);
        return chunk.state === 'end' ? this.#alignment.release() : [];
      case 'timing':
        this.#options.transcript.addWords(chunk.words.map((word) => this.#place(word)));
        if (this.#aligned) this.#alignment.addWords(chunk.words);
        return [];
      case 'audio':
        return this.#aligned ? this.#alignment.push(chunk.pcm) : [chunk.pcm];
    }
  }

  #beginSegment(segment: Segment): void {
    const { output, timeline, transcript } = this.#options;
    transcript.beginSegment(segment, timeline.madeMs);
    output.put({ type: 'segment', id: timeline.nextSegment(), state: 'start', text: segment.text });
  }

  #endSegment({ text }: Segment): void {
    const { output, timeline } = this.#options;
    output.put({ type: 'segment', id: timeline.segment, state: 'end', text });
  }

  #put({ data, durationMs }: EncodedAudio): void {
    if (this.#signal.aborted || data.length === 0) return;
    const { output, timeline, transcript, timestamps } = this.#options;
    const startMs = timeline.place(durationMs);
    transcript.addAudio(timeline.madeMs);
    output.put({ type: 'audio', data, startMs, durationMs });
    if (timestamps) output.put({ type: 'timestamps', words: this.#endedWords() });
  }

  /** Words whose audio brought no bytes of its own. */
  #putWords(): void {
    const words = this.#signal.aborted ? [] : this.#endedWords();
    if (words.length > 0) this.#options.output.put({ type: 'timestamps', words });
  }

  #endedWords(): readonly WordTiming[] {
    return this.#alignment.takeEnded().map((word) => this.#place(word));
  }

  #place(word: WordTiming): WordTiming {
    return { ...word, startMs: this.#originMs + word.startMs, endMs: this.#originMs + word.endMs };
  }
}
