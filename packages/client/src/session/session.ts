import { AbortError, GlottisError } from '../errors.js';
import type { Wire, WireListener } from '../socket/wire.js';
import { wait } from '../wait.js';
import { Inbox, isSpeech } from './inbox.js';
import type { ClientMessage, ServerMessage, SpeechSessionMessage } from './messages.js';
import { parse } from './messages.js';
import type { Bounds } from './params.js';
import type { Receipts } from './receipts.js';
import { createReceipts } from './receipts.js';
import { splitText } from './split-text.js';
import { TextWindow } from './text-window.js';

/** A longer text goes out in several messages, which the server puts together again. */
const maxTextLength = 8192;
const drainedBytes = 16_384;
/** No WebSocket tells when something has left, so it is asked this often. */
const drainPollMs = 10;

/** What to tell the server with a reset, to learn what was heard. */
export interface ResetOptions {
  /**
   * How much audio the listener has heard, in milliseconds, counted from the beginning of the session's audio or from the
   * last `reset_complete`: `(await player.stop()).playedMs`. The answer then says what was heard.
   */
  readonly playedMs?: number;
  /** Asks what was spoken also without knowing how much of it was heard; the server then goes by what it sent. */
  readonly report?: boolean;
}

/** What a session is made of. */
export interface SessionParts {
  readonly connect: (listener: WireListener) => Wire;
  readonly hello: string;
  readonly bounds: Bounds;
  readonly signal: AbortSignal | undefined;
}

/**
 * Text goes in, speech comes out of the iteration, both at the same time.
 *
 * There is one place to learn how it ends. The iteration ends when the server has closed properly, when `close` was called,
 * and behind a message of type `error`. It throws a ConnectionError when the connection failed or broke off, an ApiError
 * when the server refused it over HTTP and the transport lets us see that, and an AbortError when the signal aborted. What
 * had arrived before the end is handed out first, except after `close` and an abort. Sending never throws for any of this:
 * after the end it does nothing.
 *
 * Leaving a loop leaves the session open, and a later loop goes on where it was left.
 */
export class SpeechSession implements AsyncIterable<SpeechSessionMessage> {
  readonly #wire: Wire;
  readonly #inbox = new Inbox();
  readonly #receipts: Receipts;
  readonly #textWindow = new TextWindow();
  readonly #maxUnreadBytes: number;
  readonly #signal: AbortSignal | undefined;
  readonly #abort = () => this.#break(new AbortError(this.#signal as AbortSignal));
  #requestId: string | undefined;
  #lastNonce = 0;
  /** The newest reset, while it is not answered: all speech that arrives meanwhile is stale. */
  #awaitedReset: number | undefined;
  #finished = false;

  constructor({ connect, hello, bounds, signal }: SessionParts) {
    this.#receipts = createReceipts(bounds.windowBytes, (bytes) => this.#send({ type: 'ack', bytes }));
    // A server that is not asked for windows has none for text either.
    if (bounds.windowBytes === undefined) this.#textWindow.announce();
    this.#maxUnreadBytes = bounds.maxUnreadBytes;
    this.#signal = signal;
    this.#wire = connect({
      onMessage: (message) => this.#onMessage(message),
      onEnd: (error) => this.#onEnd(error),
    });
    this.#wire.send(hello);
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (signal?.aborted) this.#abort();
  }

  /** What to quote to whoever runs the server; known once the first message has arrived. */
  get requestId(): string | undefined {
    return this.#requestId;
  }

  /**
   * Adds text. Pieces are put together as they are, so a piece may end anywhere, also inside a word; speech begins as soon
   * as there is enough. It never waits: who has more text than a server may hold unspoken awaits `drained`. Throws a
   * GlottisError after `sendFinish`, as it could not be spoken any more.
   */
  sendText(text: string): void {
    this.#forbidAfterFinish('text');
    for (const piece of splitText(text, maxTextLength)) this.#send({ type: 'text', text: piece });
    this.#textWindow.send(text.length);
  }

  /** Has everything spoken that was sent so far. Returns the nonce that its `flush_complete` will carry. */
  sendFlush(): number {
    this.#forbidAfterFinish('a flush');
    const nonce = this.#nextNonce();
    this.#send({ type: 'flush', nonce });
    return nonce;
  }

  /**
   * Stops the speech and forgets all text that was sent so far; text may follow at once. Returns the nonce that its
   * `reset_complete` will carry. Speech that is unread now, or arrives before that answer, is stale and never handed out.
   * After `sendFinish` it cuts the last words short, and the session ends. Throws a GlottisError if `playedMs` is not a
   * duration.
   */
  sendReset({ playedMs, report }: ResetOptions = {}): number {
    if (playedMs !== undefined && !(playedMs >= 0 && playedMs < Number.POSITIVE_INFINITY)) {
      throw new GlottisError(`playedMs is ${playedMs}; give it in milliseconds, 0 or more`);
    }
    const nonce = this.#nextNonce();
    this.#send({
      type: 'reset',
      nonce,
      ...(playedMs === undefined ? {} : { played_ms: Math.round(playedMs) }),
      // After a finish, a Glottis server obeys only those resets that ask what was heard: LMNT's ignored them all.
      ...(report === true || this.#finished ? { report: true } : {}),
    });
    this.#textWindow.forget();
    this.#awaitedReset = nonce;
    this.#take(this.#inbox.dropSpeech());
    return nonce;
  }

  /** No more text will come: the server speaks what it has, and closes, which ends the iteration. */
  sendFinish(): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#send({ type: 'finish' });
  }

  /**
   * Settles when there is room for more text: what was sent has left this machine, all but the given number of bytes, and
   * a Glottis server has room for a piece of a quarter of what it holds unspoken, which is 25000 characters unless it was
   * set up otherwise. Settles at the end of the session too; never rejects.
   *
   * Whoever has a book to read, or text faster than it is spoken, awaits this after each piece of some thousand characters.
   * Somebody has to read the session meanwhile: the server speaks no further than it is listened to.
   */
  async drained(unsentBytes = drainedBytes): Promise<void> {
    await this.#textWindow.open();
    while (this.#wire.unsentBytes > unsentBytes) {
      await wait(drainPollMs);
      await this.#textWindow.open();
    }
  }

  /** Ends everything at once, and the iteration with it. Safe to call at any time. */
  close(): void {
    this.#break();
  }

  /** Hands out each message once; several loops share them. */
  async *[Symbol.asyncIterator](): AsyncGenerator<SpeechSessionMessage, void, undefined> {
    for (;;) {
      const message = await this.#inbox.next();
      if (message === undefined) return;
      // The connection may have ended, and its end with an abort is what matters all the same.
      if (this.#signal?.aborted) throw new AbortError(this.#signal);
      this.#take(message.type === 'audio' ? message.audio.length : 0);
      yield message;
    }
  }

  #onMessage(message: string | Uint8Array): void {
    try {
      const parsed = parse(message);
      if (parsed !== undefined) this.#hear(parsed, message.length);
    } catch (error) {
      this.#break(error);
    }
  }

  #hear(message: ServerMessage, wireBytes: number): void {
    this.#textWindow.announce(message.type === 'ready' ? message.text_window : undefined);
    if (message.type === 'room') this.#textWindow.makeRoom(message.characters);
    else this.#receive(message, wireBytes);
  }

  #receive(message: SpeechSessionMessage, wireBytes: number): void {
    if (message.type === 'reset_complete' && message.nonce === this.#awaitedReset) this.#awaitedReset = undefined;
    if (this.#awaitedReset !== undefined && isSpeech(message)) {
      this.#take(message.type === 'audio' ? message.audio.length : 0);
      return;
    }
    if (message.type === 'ready' || message.type === 'error') this.#requestId = message.request_id;
    this.#inbox.put(message, wireBytes);
    if (message.type === 'error') this.#onEnd();
    else this.#bound();
  }

  #bound(): void {
    const { bytes } = this.#inbox;
    this.#wire.hold(bytes > this.#maxUnreadBytes / 2);
    if (bytes <= this.#maxUnreadBytes) return;
    this.#break(new GlottisError(`more than ${this.#maxUnreadBytes} bytes were waiting to be read from the session`));
  }

  /** So much audio was handed out, or is void: the server may send more. */
  #take(bytes: number): void {
    this.#wire.hold(this.#inbox.bytes > this.#maxUnreadBytes / 2);
    this.#receipts.take(bytes);
  }

  #send(message: ClientMessage): void {
    this.#wire.send(JSON.stringify(message));
  }

  #nextNonce(): number {
    this.#lastNonce += 1;
    return this.#lastNonce;
  }

  #forbidAfterFinish(what: string): void {
    if (this.#finished) throw new GlottisError(`${what} cannot follow sendFinish(); open another session`);
  }

  /** Ends it behind what has arrived. */
  #onEnd(error?: unknown): void {
    this.#leave();
    this.#inbox.end(error);
  }

  /** Ends it here and now. */
  #break(error?: unknown): void {
    this.#leave();
    this.#inbox.abandon(error);
  }

  #leave(): void {
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#textWindow.end();
    this.#receipts.stop();
    this.#wire.close();
  }
}
