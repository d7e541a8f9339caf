/** The buffer as jambonz 0.9.8 has it, for who wants to meet its delays and dead ends before the real thing. */
import { acceptTokens, capacity, type Gate, lowWater } from './acceptance.js';
import type { TokenBufferOptions } from './options.js';
import { createPause } from './pause.js';
import { createTokenQueue } from './queue.js';
import { beforeLastSpace, behindLastSentence } from './sentence-cut.js';
import type { TokenBuffer, TokenVoice } from './tokens.js';

/** How long text without the end of a sentence waits for one. */
const patienceMs = 1000;

type Status = 'not-connected' | 'connecting' | 'connected' | 'failed';

export interface ExactBufferOptions extends TokenBufferOptions {
  /** Whether a voice that is there is nobody's to speak with. Text waits then, and, when that is over, for whatever comes
   *  next. */
  isHeldBack(): boolean;
}

/** Hands over sentences, or what looks like them, each behind its last mark. A message without an id is answered as later
 *  versions do; 0.9.8 said nothing. */
export function createExactBuffer({ announce, clock, isHeldBack }: ExactBufferOptions): TokenBuffer {
  const queue = createTokenQueue();
  const pause = createPause(announce);
  let status: Status = 'not-connected';
  let refusal: string | undefined;
  let voice: TokenVoice | undefined;
  let isAwaitingRoom = false;
  let lastTextAt = 0;
  let stopTimer: (() => void) | undefined;

  const gate: Gate = {
    get refusal() {
      return refusal;
    },
    get isAtBeginning() {
      return queue.buffered === 0;
    },
    notText: {},
    hasRoomFor: (text) => queue.buffered + text.length <= capacity,
    pause: pause.begin,
    take(text) {
      queue.add(text);
      lastTextAt = clock.now();
      pump();
    },
  };

  /** `isLate`: the wait for the end of a sentence is over. */
  function pump(isLate = false): void {
    if (voice === undefined || isAwaitingRoom || isHeldBack()) return;
    if (!handFlushed(voice)) return;
    const text = queue.first?.texts.join('') ?? '';
    const end = behindLastSentence(text) ?? (isLate ? beforeLastSpace(text) : undefined);
    const chunk = text.slice(0, end ?? 0);
    if (queue.isEmpty) cancelTimer();
    else if (chunk.trim() === '') startTimer();
    else if (hand(chunk, voice)) {
      queue.dropText(chunk.length);
      if (queue.buffered <= lowWater) pause.end();
      pump();
    }
  }

  /** Hands over all text that was flushed. It leaves a pause as it is, however empty the buffer becomes. False: no room. */
  function handFlushed(to: TokenVoice): boolean {
    for (let first = queue.first; first?.isFlushed; first = queue.first) {
      const text = first.texts.join('');
      if (text !== '' && !hand(text, to)) return false;
      // A flush at the very front counts for nothing where another one follows.
      const counts = text !== '' || !queue.hasLaterFlush;
      queue.dropPassage();
      if (counts) to.flush();
    }
    return true;
  }

  function hand(text: string, to: TokenVoice): boolean {
    const hasRoom = to.send(text.replaceAll('\n\n', '\n \n'));
    if (!hasRoom) awaitRoom(to);
    return hasRoom;
  }

  /** A voice of jambonz's takes whatever comes; ours may be behind. */
  function awaitRoom(of: TokenVoice): void {
    isAwaitingRoom = true;
    void of.room.then(() => {
      if (voice !== of) return;
      isAwaitingRoom = false;
      pump();
    });
  }

  function startTimer(): void {
    if (queue.buffered === 0) return;
    stopTimer ??= clock.after(patienceMs, () => {
      stopTimer = undefined;
      if (clock.now() - lastTextAt < patienceMs) startTimer();
      else pump(true);
    });
  }

  function cancelTimer(): void {
    stopTimer?.();
    stopTimer = undefined;
  }

  function drop(): void {
    cancelTimer();
    queue.clear();
  }

  function become(next: Status, by: { readonly voice?: TokenVoice; readonly refusal?: string } = {}): void {
    status = next;
    ({ voice, refusal } = { voice: undefined, refusal: undefined, ...by });
    isAwaitingRoom = false;
  }

  return {
    accept: (data) => acceptTokens(data, gate),
    flush() {
      if (status === 'connecting') queue.mark();
      if (voice === undefined) return;
      if (queue.isEmpty) voice.flush();
      else queue.mark();
    },
    clear() {
      // Also where the text stays, as jambonz has it without a voice: the application's own queue is empty now either way.
      pause.forget();
      if (voice === undefined) return;
      drop();
      voice.clear();
    },
    connecting() {
      if (status === 'not-connected') become('connecting');
    },
    connected(opened) {
      become('connected', { voice: opened });
      pump();
    },
    failed(reason) {
      drop();
      become('failed', { refusal: reason });
    },
    stop() {
      drop();
      become('not-connected');
    },
  };
}
