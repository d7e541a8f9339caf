import type { AudioEncoder } from '../audio/encoder.js';
import type { Clock } from '../clock.js';
import type { SynthesisRequest, Synthesizer } from '../synthesizers/synthesizer.js';
import type { Segment } from '../text/segment.js';
import { createSegmenter, type Segmenter } from '../text/segmenter.js';
import type { Mark } from './events.js';
import { IdleWatch } from './idle-watch.js';
import type { OutputQueue } from './output.js';
import type { Pacer } from './pacer.js';
import { pump } from './pump.js';
import type { TextRoom } from './text-room.js';
import type { Timeline } from './timeline.js';
import type { Transcript } from './transcript.js';
import { type FlushItem, WorkQueue } from './work.js';

/** What a stretch has from its session, which outlives it. */
export interface StretchParts {
  readonly synthesizer: Synthesizer;
  readonly request: SynthesisRequest;
  readonly timestamps: boolean;
  readonly clock: Clock;
  readonly createEncoder: () => Promise<AudioEncoder>;
  /** What to do when an utterance fails and the next one shall be spoken all the same. */
  readonly onFailed: ((cause: unknown) => void) | undefined;
  readonly room: TextRoom;
  readonly output: OutputQueue;
  readonly timeline: Timeline;
  readonly transcript: Transcript;
  readonly pacer: Pacer;
}

/** A partial sentence waits as long as the listener still has this much to play. */
const enoughAheadMs = 250;

/** Nobody reads it. Without one, every abort makes an error of its own, stack and all. */
const abandoned = 'abandoned';

/** What lives from one clear to the next: the text on its way to the engine, and the pump that carries it. A clear throws
 *  it away whole. */
export class Stretch {
  readonly #parts: StretchParts;
  readonly #controller = new AbortController();
  readonly #segmenter: Segmenter;
  readonly #work = new WorkQueue();
  readonly #idle: IdleWatch;

  constructor(parts: StretchParts) {
    const { synthesizer, request, clock, transcript, pacer, room } = parts;
    const { cutting } = synthesizer.capabilities;
    this.#parts = parts;
    this.#segmenter = createSegmenter({ cutting, language: request.language, start: transcript.textEnd });
    this.#idle = new IdleWatch({
      clock,
      idleMs: cutting.idleMs,
      endsInSentence: () => this.#segmenter.endsInSentence,
      isWaiting: () => this.#segmenter.buffered > 0,
      silentInMs: () => this.#silentInMs(),
      isHeard: () => pacer.aheadMs > 0,
      onIdle: () => this.#enqueue(this.#segmenter.idle()),
    });
    const onTaken = (segment: Segment) => room.give(lengthOf([segment]));
    void pump({ ...parts, work: this.#work, onTaken }, this.#controller.signal);
  }

  /** Whether nothing waits to be spoken or answered. Text that the segmenter holds is not counted. */
  get isEmpty(): boolean {
    return this.#work.size === 0;
  }

  append(text: string): void {
    this.#enqueue(this.#segmenter.push(text));
    if (this.#segmenter.buffered > 0) this.#idle.textCame();
  }

  /** All text so far is complete. */
  flushText(): void {
    this.#enqueue(this.#segmenter.flush());
  }

  /** The answer to a flush, behind all that is to be spoken before it. */
  answer(mark: Mark, textEnd: number): void {
    this.#work.put({ type: 'flush', mark, textEnd });
  }

  /** Ends the session, behind all else. */
  end(): void {
    this.#work.put({ type: 'end' });
  }

  /** Drops the rest of the utterance that is being spoken: all up to its flush, which it returns, or all there is. */
  dropUtterance(): FlushItem | undefined {
    const { segments, flush } = this.#work.dropUtterance();
    const rest = flush === undefined ? this.#segmenter.flush() : [];
    this.#parts.room.give(lengthOf(segments) + lengthOf(rest));
    return flush;
  }

  /** Stops everything. Returns the marks of the flushes that were waiting. */
  abandon(): readonly Mark[] {
    this.#controller.abort(abandoned);
    this.#idle.stop();
    return this.#work.drop();
  }

  #enqueue(segments: readonly Segment[]): void {
    for (const segment of segments) this.#work.put({ type: 'segment', segment });
  }

  /** While the engine has something to speak, silence is never near. */
  #silentInMs(): number {
    const { timeline, pacer } = this.#parts;
    const aheadMs = timeline.waitingMs + pacer.aheadMs - enoughAheadMs;
    return this.#work.starving ? aheadMs : Math.max(aheadMs, enoughAheadMs);
  }
}

/** How much of the client's text these segments speak. */
function lengthOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { source }) => sum + source.end - source.start, 0);
}
