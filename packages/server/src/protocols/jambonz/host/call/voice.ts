/** A streaming voice of a call, from its opening to its end, as far as its call and its verbs have to do with it. */
import type { Clock } from '../../../../clock.js';
import { deferred } from '../../../../deferred.js';
import type { SpeechError } from '../../../../errors.js';
import type { Cast } from '../casting.js';
import type { Line } from '../line/line.js';
import type { StreamingSay, StreamListener } from '../stream/stream.js';
import type { TokenAnnouncement, TokenBuffer, TokenVoice } from '../tokens/tokens.js';
import { elapsed, unlessAborted } from '../waiting.js';

/** What an application is told of it. */
export type StreamEvent =
  | { readonly eventType: 'stream_open' | 'stream_closed' | 'stream_empty' | 'user_interruption' | TokenAnnouncement }
  | { readonly eventType: 'tts_spoken'; readonly text: string; readonly bargein: boolean };

export interface VoiceTools {
  readonly tokens: TokenBuffer;
  readonly clock: Clock;
  readonly isExact: boolean;
  openStream(cast: Cast, line: Line, listener: StreamListener): StreamingSay;
  announce(event: StreamEvent): void;
  onFailed(error: SpeechError): void;
}

/** Tokens that waited are handed to it as soon as it is there. */
export class Voice {
  readonly #cast: Cast;
  readonly #tools: VoiceTools;
  readonly #say: StreamingSay;
  readonly #opened = deferred();
  /** Settles, and is made anew, whenever something ends: what is said, or the voice. */
  #turn = deferred();
  /** How often it ran out of what it was to say, or was cleared while there was something. */
  #timesEmpty = 0;
  #timesCleared = 0;
  /** It was given text since then. */
  #hasText = false;
  #isOpen = false;
  #isGone = false;
  #isHeld = false;
  /** It has run empty while it was held. */
  #isOwingEmpty = false;

  /** It does not say that it is open before `earlier` has settled. */
  constructor(cast: Cast, line: Line, tools: VoiceTools, earlier: Promise<unknown>) {
    this.#cast = cast;
    this.#tools = tools;
    tools.tokens.connecting();
    this.#say = tools.openStream(cast, line, {
      onOpen: () => void this.#open(earlier),
      onEmpty: () => this.#becomeEmpty(),
      onSpoken: (text, bargein) => tools.announce({ eventType: 'tts_spoken', text, bargein }),
      onFailed: (error) => this.#fail(error),
    });
  }

  /** It failed, or was asked to leave. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Settles when the application was told what had been heard of all that was interrupted. */
  get told(): Promise<void> {
    return this.#say.told;
  }

  /** Speaks what are not the application's tokens, behind what was said before. Settles when it was taken, or is not going to
   *  be: a clear ends all of it. */
  async speak(texts: readonly string[], signal: AbortSignal): Promise<void> {
    if (this.#tools.isExact && !this.#isHeld) return this.#speakAsTokens(texts, signal);
    const timesCleared = this.#timesCleared;
    const isWanted = () => !this.#isGone && !signal.aborted && this.#timesCleared === timesCleared;
    await unlessAborted(this.#opened.promise, signal);
    for (const piece of piecesOf(texts.join(' '))) {
      while (isWanted() && !this.#send(piece)) await unlessAborted(this.#say.room, signal);
    }
    if (isWanted()) this.#say.flush();
  }

  /** Silence, also of what was given to it and is not with it yet. It does not say that it is empty. */
  clear(): void {
    // jambonz does not take a clear before it has a voice.
    if (this.#tools.isExact && !this.#isOpen) return;
    this.#timesCleared += 1;
    if (this.#hasText) this.#timesEmpty += 1;
    this.#hasText = false;
    this.#isOwingEmpty = false;
    this.#say.clear();
    this.#endTurn();
  }

  /** Settles when all that was said has been heard, or was cleared; at once where nothing was said. */
  async drained(signal: AbortSignal): Promise<void> {
    await unlessAborted(this.#opened.promise, signal);
    while (!this.#say.isEmpty && !this.#isGone && !signal.aborted) await unlessAborted(this.#turn.promise, signal);
  }

  /** Settles when it has run out of text once more, or what it had was cleared. */
  async runOut(signal: AbortSignal): Promise<void> {
    const before = this.#timesEmpty;
    while (this.#timesEmpty === before && !this.#isGone && !signal.aborted) {
      await unlessAborted(this.#turn.promise, signal);
    }
  }

  /** Until the returned function is called there is more to come, whatever has been heard: it does not say that it is empty.
   *  What was killed has not run empty. */
  hold(signal: AbortSignal): () => void {
    this.#isHeld = true;
    return () => {
      this.#isHeld = false;
      if (this.#isOwingEmpty && this.#say.isEmpty && !this.#isGone && !signal.aborted) this.#announceEmpty();
      this.#isOwingEmpty = false;
    };
  }

  /** Falls silent at once. Settles when the application was told what had been heard, and that this is its end. */
  async leave(isAnnounced: boolean): Promise<void> {
    const { tokens, announce } = this.#tools;
    const wasThere = !this.#isGone;
    this.#end();
    tokens.stop();
    this.#say.clear();
    await this.#say.told;
    this.#say.close();
    if (wasThere && isAnnounced) announce({ eventType: 'stream_closed' });
  }

  async #open(earlier: Promise<unknown>): Promise<void> {
    await earlier;
    if (this.#isGone) return;
    this.#isOpen = true;
    this.#tools.tokens.connected(this.#tokenVoice());
    this.#tools.announce({ eventType: 'stream_open' });
    this.#opened.resolve();
  }

  /** A flush that ends nothing is the end of what waits for one, but no news. */
  #becomeEmpty(): void {
    const isNews = this.#hasText;
    this.#timesEmpty += 1;
    this.#hasText = false;
    if (isNews && this.#isHeld) this.#isOwingEmpty = true;
    else if (isNews) this.#announceEmpty();
    this.#endTurn();
  }

  #send(text: string): boolean {
    const isTaken = this.#say.send(text);
    this.#hasText ||= isTaken && text !== '';
    return isTaken;
  }

  #announceEmpty(): void {
    if (!this.#tools.isExact) this.#tools.announce({ eventType: 'stream_empty' });
  }

  #fail(error: SpeechError): void {
    if (this.#isGone) return;
    const { tokens, isExact, onFailed, announce } = this.#tools;
    this.#end();
    tokens.failed(`connection to ${this.#cast.vendor} failed`);
    onFailed(error);
    if (!isExact) announce({ eventType: 'stream_closed' });
  }

  #end(): void {
    this.#isGone = true;
    this.#opened.resolve();
    this.#endTurn();
  }

  #endTurn(): void {
    this.#turn.resolve();
    this.#turn = deferred();
  }

  /** The same say, as the tokens see it. */
  #tokenVoice(): TokenVoice {
    const say = this.#say;
    return {
      send: (text) => this.#send(text),
      get room() {
        return say.room;
      },
      flush: () => say.flush(),
      clear: () => this.clear(),
    };
  }

  /** As jambonz does it: through the buffer, each piece flushed, waiting longer and longer where that is full, and not for
   *  ever. */
  async #speakAsTokens(texts: readonly string[], signal: AbortSignal): Promise<void> {
    const { tokens, clock } = this.#tools;
    for (const piece of texts.flatMap(piecesOf)) {
      for (let tries = 0, delayMs = 1000; tokens.accept({ id: 0, tokens: piece }).reason === 'full'; tries += 1) {
        if (tries === maxRetries || !(await elapsed(delayMs, clock, signal))) return;
        delayMs = Math.min(delayMs * 1.5, 10_000);
      }
      this.#hasText = true;
      tokens.flush();
    }
  }
}

/** Each of which the buffer has room for when it is empty. */
function piecesOf(text: string): readonly string[] {
  return text.match(/.{1,900}/gsu) ?? [];
}

const maxRetries = 5;
