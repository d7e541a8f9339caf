import type { AudioEncoder } from '../audio/encoder.js';
import type { SynthesisChunk, SynthesisRequest, Synthesizer, WordTiming } from '../synthesizers/synthesizer.js';
import type { Segment } from '../text/segment.js';
import { type Encoded, Encoding } from './encoding.js';
import type { OutputQueue } from './output.js';
import type { Timeline } from './timeline.js';
import type { Transcript } from './transcript.js';
import type { WorkQueue } from './work.js';

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
}

/** Carries WORK through the engine and the encoder to OUTPUT until an end marker, a failure, or the signal.
 *  Once the signal has aborted it touches nothing any more: others have taken over. */
export async function pump(options: PumpOptions, signal: AbortSignal): Promise<void> {
  const { work, output, timeline, transcript } = options;
  const encoding = new Encoding(options.createEncoder);
  try {
    for (let item = await work.head(signal); item !== undefined; item = await work.head(signal)) {
      if (item.type === 'segment') {
        await speakUtterance(options, item.segment, encoding, signal);
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

/** One utterance: one call of the synthesizer, whose segments arrive while it speaks. */
async function speakUtterance(
  options: PumpOptions,
  first: Segment,
  encoding: Encoding,
  signal: AbortSignal,
): Promise<void> {
  const { synthesizer, request, timeline, transcript } = options;
  const startMs = timeline.madeMs;
  transcript.beginUtterance(first.source.start, startMs);
  for await (const chunk of synthesizer.synthesize(segmentsOf(options, signal), request, signal)) {
    if (signal.aborted) return;
    const audio = takeChunk(options, chunk, startMs, encoding);
    if (audio === undefined) continue;
    const encoded = await audio;
    if (signal.aborted) return;
    putAudio(options, encoded);
    await options.output.room();
    if (signal.aborted) return;
  }
  const tail = await encoding.flush();
  if (!signal.aborted) putAudio(options, tail);
}

/** The segments up to the next marker, which stays where it is: it is the pump's. */
async function* segmentsOf({ work, onTaken }: PumpOptions, signal: AbortSignal): AsyncGenerator<Segment> {
  for (let item = await work.head(signal); item?.type === 'segment'; item = await work.head(signal)) {
    work.shift();
    onTaken(item.segment);
    yield item.segment;
  }
}

/** Puts what can be put at once; audio comes back while it is encoded. */
function takeChunk(
  options: PumpOptions,
  chunk: SynthesisChunk,
  startMs: number,
  encoding: Encoding,
): Promise<Encoded> | undefined {
  switch (chunk.type) {
    case 'segment':
      putSegment(options, chunk.state, chunk.segment);
      return undefined;
    case 'timing':
      putWords(options, chunk.words, startMs);
      return undefined;
    case 'audio':
      return encoding.encode(chunk.pcm);
  }
}

function putSegment({ output, timeline, transcript }: PumpOptions, state: 'start' | 'end', segment: Segment): void {
  if (state === 'start') transcript.beginSegment(segment, timeline.madeMs);
  const id = state === 'start' ? timeline.nextSegment() : timeline.segment;
  output.put({ type: 'segment', id, state, text: segment.text });
}

function putWords({ output, timestamps, transcript }: PumpOptions, words: readonly WordTiming[], startMs: number) {
  const placed = words.map((word) => ({ ...word, startMs: startMs + word.startMs, endMs: startMs + word.endMs }));
  transcript.addWords(placed);
  if (timestamps) output.put({ type: 'timestamps', words: placed });
}

function putAudio({ output, timeline, transcript }: PumpOptions, { data, durationMs }: Encoded): void {
  if (data.length === 0) return;
  const startMs = timeline.place(durationMs);
  transcript.addAudio(timeline.madeMs);
  output.put({ type: 'audio', data, startMs, durationMs });
}
