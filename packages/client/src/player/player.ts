import { GlottisError } from '../errors.js';
import { Ledger } from './ledger.js';
import type { PcmReader } from './pcm.js';
import type { Command, Report } from './worklet.js';

/** Where a stop found the playback. */
export interface Stopped {
  /** How much was truly rendered since the last stop, in milliseconds. */
  readonly playedMs: number;
}

/** What a player is made of. */
export interface PlayerParts {
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
  readonly reader: PcmReader;
  /** Of the audio, in Hz. */
  readonly sampleRate: number;
  readonly bufferMs: number;
  readonly maxQueuedMs: number;
  readonly onPosition: ((positionMs: number) => void) | undefined;
  /** What else is to be done at the end. */
  close(): Promise<void>;
}

interface Stopping {
  readonly promise: Promise<Stopped>;
  readonly settle: (stopped: Stopped) => void;
  /** What was known when it began; exact if the audio thread was standing still. */
  readonly known: Stopped;
}

/** Plays PCM as it comes, without gaps, on the browser's audio thread. */
export class Player {
  readonly #parts: PlayerParts;
  readonly #ledger = new Ledger();
  #stops = 0;
  #stopping: Stopping | undefined;
  #playedFrames = 0;
  #underruns = 0;
  #paused = false;
  #closed = false;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    parts.node.port.onmessage = (event: MessageEvent<Report>) => this.#onReport(event.data);
    // Neither an audio thread that failed nor a context that somebody closed will ever play anything again.
    parts.node.onprocessorerror = () => this.close();
    parts.context.addEventListener('statechange', this.#onStateChange);
    this.#wakeContext();
  }

  /** How much was rendered since the last stop, in milliseconds, as of at most 20 ms ago. */
  get position(): number {
    return this.#toMs(this.#playedFrames);
  }

  /** How much is queued and not rendered yet, in milliseconds, as of at most 20 ms ago. */
  get queuedMs(): number {
    return this.#toMs(this.#ledger.queued);
  }

  /**
   * How often the audio came too late: the queue had run dry, and more came without a `finished` or `stop` in between.
   */
  get underruns(): number {
    return this.#underruns;
  }

  /**
   * Queues audio; the bytes are copied. Settles when there is room for more, so who awaits it hands on the back-pressure.
   * What is given while a stop is under way is dropped. Rejects with a GlottisError when the player is closed, or when far
   * too much is queued because nobody awaited it.
   */
  async play(bytes: Uint8Array | ArrayBuffer): Promise<void> {
    if (this.#closed) throw new GlottisError('the player is closed');
    if (this.#stopping !== undefined) {
      await this.#stopping.promise;
      return;
    }
    const { bufferMs, maxQueuedMs, reader } = this.#parts;
    if (this.queuedMs > maxQueuedMs) {
      throw new GlottisError(`more than ${maxQueuedMs} ms of audio are queued; await play() before the next piece`);
    }
    const samples = reader.read(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
    this.#wakeContext();
    this.#ledger.send(samples.length);
    this.#post({ type: 'audio', samples }, [samples.buffer]);
    await this.#ledger.consumed(this.#ledger.sent - this.#toFrames(bufferMs));
  }

  /**
   * Falls silent within one render quantum, and drops what is queued. Settles with the place that the playback had truly
   * come to. The position counts anew from here.
   */
  stop(): Promise<Stopped> {
    if (this.#stopping !== undefined) return this.#stopping.promise;
    const known = { playedMs: this.position };
    if (this.#closed) return Promise.resolve(known);
    this.#stops += 1;
    this.#playedFrames = 0;
    this.#parts.reader.reset();
    this.#post({ type: 'stop' });
    let settle: (stopped: Stopped) => void = () => {};
    const promise = new Promise<Stopped>((resolve) => {
      settle = resolve;
    });
    this.#stopping = { promise, settle, known };
    if (this.#parts.context.state !== 'running') this.#settleStop(known);
    return promise;
  }

  /** Settles when everything that is queued now was played, or dropped by a stop. Tells the player that this is all for now. */
  async finished(): Promise<void> {
    this.#post({ type: 'end' });
    await this.#ledger.consumed(this.#ledger.sent);
    await this.#audible();
  }

  /** Holds the playback where it is. */
  pause(): void {
    this.#paused = true;
    this.#post({ type: 'pause' });
  }

  /** Goes on after `pause`. In the handler of a click it also wakes an AudioContext that the browser would not start. */
  resume(): void {
    this.#paused = false;
    this.#post({ type: 'resume' });
    this.#wakeContext();
  }

  /** Ends the playback at once. An AudioContext that was given stays open. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#post({ type: 'close' });
    this.#parts.node.disconnect();
    this.#parts.context.removeEventListener('statechange', this.#onStateChange);
    this.#settleStop(this.#stopping?.known);
    this.#ledger.consume(this.#ledger.sent);
    await this.#parts.close();
  }

  #onReport(report: Report): void {
    if (this.#closed) return;
    this.#underruns = report.underruns;
    if (report.type === 'stopped') {
      if (report.stops + 1 === this.#stops) this.#settleStop({ playedMs: this.#toMs(report.playedFrames) });
    } else if (report.stops === this.#stops) {
      // Any other was on its way here when the page stopped the player, and is about audio that is gone.
      this.#playedFrames = report.playedFrames;
    }
    this.#ledger.consume(report.consumedFrames);
    this.#parts.onPosition?.(this.position);
  }

  /** Tells who stopped the player before those who wait for room: it must be able to act before more audio is played. */
  #settleStop(stopped: Stopped | undefined): void {
    if (this.#stopping === undefined || stopped === undefined) return;
    this.#stopping.settle(stopped);
    this.#stopping = undefined;
    this.#ledger.consume(this.#ledger.sent);
  }

  readonly #onStateChange = () => {
    const { state } = this.#parts.context;
    if (state === 'closed') this.close();
    // The audio thread of a context that stands still may not answer, and what it last said stays true.
    else if (state !== 'running') this.#settleStop(this.#stopping?.known);
  };

  /** Browsers keep a context asleep until the page was touched. */
  #wakeContext(): void {
    const { context } = this.#parts;
    // It settles when the browser is ready, which may be never.
    if (context.state === 'suspended' && !this.#paused) context.resume().catch(() => {});
  }

  /** What is rendered is not heard yet. */
  async #audible(): Promise<void> {
    const { baseLatency = 0, outputLatency = 0 } = this.#parts.context;
    const delayMs = (baseLatency + outputLatency) * 1000;
    if (delayMs > 0 && !this.#closed) await new Promise((resolve) => setTimeout(resolve, delayMs));
  }

  #post(command: Command, transfer: Transferable[] = []): void {
    this.#parts.node.port.postMessage(command, transfer);
  }

  #toMs(frames: number): number {
    return (frames * 1000) / this.#parts.sampleRate;
  }

  #toFrames(durationMs: number): number {
    return Math.ceil((durationMs * this.#parts.sampleRate) / 1000);
  }
}
