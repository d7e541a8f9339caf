import type { AudioEncoder, EncoderStart } from '../audio/encoder.js';
import { joinArrays } from '../audio/join.js';
import type { Clock } from '../clock.js';
import { type Deferred, deferred } from '../deferred.js';
import { SpeechError } from '../errors.js';
import type { SynthesisRequest, Synthesizer } from '../synthesizers/synthesizer.js';
import type { Voice } from '../voices/voice.js';
import type { Mark, SpeechEvent } from './events.js';
import { OutputQueue } from './output.js';
import { Pacer } from './pacer.js';
import type { SpeechSession } from './speech.js';
import { Stretch } from './stretch.js';
import { TextRoom } from './text-room.js';
import { Timeline } from './timeline.js';
import { Transcript } from './transcript.js';

export interface SessionOptions {
  readonly synthesizer: Synthesizer;
  readonly request: SynthesisRequest;
  readonly createEncoder: (start: EncoderStart) => Promise<AudioEncoder>;
  readonly timestamps: boolean;
  readonly paced: boolean;
  /** Whether an engine's failure costs the utterance, told by a `failed` event, and not the session. */
  readonly survivesFailure: boolean;
  readonly limits: SessionLimits;
  readonly clock: Clock;
  /** Called once, when the session is over, however it ended. */
  readonly onClose?: () => void;
}

export interface SessionLimits {
  /** Text that was taken but not yet handed to the engine. Beyond it, `append` refuses. */
  readonly maxBufferedCharacters: number;
  /** Audio made but not yet handed out. Beyond it, the engine is not asked for more. */
  readonly maxOutputMs: number;
  /** Flushes and clears whose answers nobody has fetched. Beyond it, the session fails. */
  readonly maxUnanswered: number;
}

/** One conversation's speech. The verbs change state in one synchronous step and never wait; one pump carries WORK to
 *  OUTPUT; the iteration takes from there. */
export class Session implements SpeechSession {
  readonly #options: SessionOptions;
  readonly #output: OutputQueue;
  readonly #transcript = new Transcript();
  readonly #timeline = new Timeline();
  readonly #pacer: Pacer;
  readonly #room: TextRoom;
  #stretch: Stretch | undefined;
  /** What goes out before the first audio: the container's header, until it has gone. */
  #header: Uint8Array | undefined = new Uint8Array();
  #finished = false;
  #closed = false;
  #flushedTo = 0;
  #unanswered = 0;
  #settlingAwaited: Deferred | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#output = new OutputQueue(options.limits.maxOutputMs);
    this.#pacer = new Pacer(options.clock);
    this.#room = new TextRoom(options.limits.maxBufferedCharacters);
  }

  get voice(): Voice {
    return this.#options.request.voice;
  }

  get textCapacity(): number {
    return this.#options.limits.maxBufferedCharacters;
  }

  get ready(): Promise<void> {
    return this.#room.free;
  }

  get settled(): Promise<void> {
    if (this.#isSettled()) return Promise.resolve();
    this.#settlingAwaited ??= deferred();
    return this.#settlingAwaited.promise;
  }

  append(text: string): boolean {
    if (this.#closed || text === '') return true;
    if (this.#finished) throw new SpeechError('invalid-message', 'the session was finished and takes no more text');
    if (!this.#room.take(text.length)) return false;
    const stretch = this.#open();
    this.#transcript.append(text);
    stretch.append(text);
    return true;
  }

  flush(mark?: Mark): void {
    if (this.#closed) return;
    this.#flushText().answer(mark, this.#flushedTo);
    this.#expectAnswers(1);
  }

  clear({
    mark,
    playedMs = Number.POSITIVE_INFINITY,
  }: {
    readonly mark?: Mark;
    readonly playedMs?: number;
  } = {}): void {
    if (this.#closed) return;
    const heard = this.#transcript.heard(Math.min(playedMs, this.#timeline.handedOutMs));
    const dropped = [...this.#output.drop(), ...this.#abandon()];
    this.#transcript.clear();
    this.#timeline.rewind();
    this.#pacer.reset();
    this.#flushedTo = this.#transcript.textEnd;
    this.#output.put({ type: 'cleared', mark, dropped, heard });
    if (this.#finished) this.#open().end();
    this.#expectAnswers(1 - dropped.length);
  }

  finish(): void {
    if (this.#closed || this.#finished) return;
    this.#finished = true;
    this.#flushText().end();
  }

  close(): void {
    this.#end();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SpeechEvent> {
    try {
      for (;;) {
        const event = this.#output.head;
        if (event === undefined) {
          this.#settle();
          if (this.#output.ending !== undefined) break;
          await this.#output.changed();
        } else if (event.type === 'audio' && this.#isEarly()) {
          // Whoever waited looks again: a clear may have come.
          await this.#pacer.due(this.#output.changed());
        } else {
          this.#output.shift();
          this.#handOut(event);
          yield event.type === 'audio' ? this.#withHeader(event) : event;
        }
      }
    } finally {
      this.close();
    }
    const error = this.#output.ending?.error;
    if (error !== undefined) throw SpeechError.from(error);
  }

  #isEarly(): boolean {
    return this.#options.paced && this.#pacer.earlyMs > 0;
  }

  #handOut(event: SpeechEvent): void {
    switch (event.type) {
      case 'audio':
        this.#timeline.handOut(event.startMs + event.durationMs);
        this.#pacer.handOut(event.durationMs);
        break;
      case 'flushed':
      case 'cleared':
        this.#unanswered -= 1;
        break;
      case 'failed':
        this.#unanswered -= event.dropped.length;
        break;
    }
  }

  #withHeader(event: Extract<SpeechEvent, { type: 'audio' }>): SpeechEvent {
    const header = this.#header;
    this.#header = undefined;
    return header?.length ? { ...event, data: joinArrays(Uint8Array, [header, event.data]) } : event;
  }

  #open(): Stretch {
    this.#stretch ??= new Stretch({
      ...this.#options,
      createEncoder: () => this.#createEncoder(),
      onFailed: this.#options.survivesFailure ? (cause) => this.#failed(cause) : undefined,
      room: this.#room,
      output: this.#output,
      timeline: this.#timeline,
      transcript: this.#transcript,
      pacer: this.#pacer,
    });
    return this.#stretch;
  }

  /** Each stretch has an encoder of its own, since a clear may come while it works; the header is the session's. */
  async #createEncoder(): Promise<AudioEncoder> {
    const encoder = await this.#options.createEncoder({ startMs: this.#timeline.madeMs });
    if (this.#header !== undefined) this.#header = encoder.header;
    return encoder;
  }

  #failed(cause: unknown): void {
    const flush = this.#open().dropUtterance();
    if (flush === undefined) this.#flushedTo = this.#transcript.textEnd;
    this.#transcript.endUtterance(flush?.textEnd ?? this.#flushedTo, this.#timeline.madeMs);
    const dropped = flush === undefined ? [] : [flush.mark];
    this.#output.put({ type: 'failed', error: SpeechError.from(cause), dropped });
  }

  #flushText(): Stretch {
    const stretch = this.#open();
    stretch.flushText();
    this.#flushedTo = this.#transcript.textEnd;
    return stretch;
  }

  /** Throws the stretch away; the next text begins a new one. Returns the marks of the flushes that were waiting in it. */
  #abandon(): readonly Mark[] {
    const stretch = this.#stretch;
    this.#stretch = undefined;
    this.#room.giveAll();
    return stretch?.abandon() ?? [];
  }

  #end(error?: SpeechError): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#abandon();
    this.#output.drop();
    this.#output.end(error);
    this.#settle();
    this.#options.onClose?.();
  }

  #expectAnswers(more: number): void {
    this.#unanswered += more;
    if (this.#unanswered <= this.#options.limits.maxUnanswered) return;
    this.#end(new SpeechError('rate-limited', 'too many commands wait for their answers to be read'));
  }

  #isSettled(): boolean {
    if (this.#closed) return true;
    const nothingOpen = this.#flushedTo === this.#transcript.textEnd && this.#stretch?.isEmpty !== false;
    return nothingOpen && this.#output.size === 0;
  }

  /** Who has nothing to say keeps no stretch: an idle session costs next to nothing. */
  #settle(): void {
    if (!this.#isSettled()) return;
    this.#abandon();
    this.#settlingAwaited?.resolve();
    this.#settlingAwaited = undefined;
  }
}
