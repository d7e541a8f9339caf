/** The buffer as an application would wish for: what is said on the wire is the same, but nothing waits without need, nothing
 *  is lost, and nothing gets stuck. Text goes to the voice token by token, which cuts its sentences itself. */
import { acceptTokens, capacity, failed, type Gate, lowWater } from './acceptance.js';
import type { TokenBufferOptions } from './options.js';
import { createPause } from './pause.js';
import { createTokenQueue } from './queue.js';
import type { TokenBuffer, TokenVoice } from './tokens.js';

export interface EnhancedBufferOptions extends TokenBufferOptions {
  /** How long after the last token the voice is told to speak what it has, to the last word. */
  readonly idleMs: number;
}

/** Full only while there is no voice, or while that has no room. */
export function createEnhancedBuffer({ announce, clock, idleMs }: EnhancedBufferOptions): TokenBuffer {
  const queue = createTokenQueue();
  const pause = createPause(announce);
  let refusal: string | undefined;
  let voice: TokenVoice | undefined;
  let isConnecting = false;
  let isAwaitingRoom = false;
  let isAtBeginning = true;
  let resumeAt = lowWater;
  /** Set while the voice has text that was not flushed. */
  let cancelIdle: (() => void) | undefined;

  const gate: Gate = {
    get refusal() {
      return refusal;
    },
    get isAtBeginning() {
      return isAtBeginning && !pause.isOn;
    },
    notText: failed('invalid tokens'),
    /** Whoever was told to pause is refused until it is told to go on: it will repeat what was refused, and what comes
     *  behind that must not be spoken before. */
    hasRoomFor: ({ length }) => !pause.isOn && (queue.buffered === 0 || queue.buffered + length <= capacity),
    pause({ length }) {
      // What does not fit above the low water would only be refused again.
      if (!pause.isOn) resumeAt = Math.max(0, Math.min(lowWater, capacity - length));
      pause.begin();
    },
    take(text) {
      isAtBeginning = false;
      queue.add(text);
      pump();
    },
  };

  function pump(): void {
    for (let first = queue.first; first !== undefined; first = queue.first) {
      if (voice === undefined || isAwaitingRoom) return;
      const [text] = first.texts;
      if (text !== undefined) hand(text, voice);
      else {
        queue.dropPassage();
        flushVoice(voice);
      }
    }
  }

  function hand(text: string, to: TokenVoice): void {
    if (!to.send(text)) {
      awaitRoom(to);
      return;
    }
    queue.dropText(text.length);
    awaitIdle(to);
    if (queue.buffered <= resumeAt) pause.end();
  }

  function awaitRoom(of: TokenVoice): void {
    isAwaitingRoom = true;
    void of.room.then(() => {
      if (voice !== of) return;
      isAwaitingRoom = false;
      pump();
    });
  }

  function awaitIdle(of: TokenVoice): void {
    cancelIdle?.();
    cancelIdle = clock.after(idleMs, () => {
      // With more to come as soon as there is room, this is no pause of the application's.
      if (!queue.isEmpty) return;
      isAtBeginning = true;
      flushVoice(of);
    });
  }

  function flushVoice(of: TokenVoice): void {
    forgetIdle();
    of.flush();
  }

  function forgetIdle(): void {
    cancelIdle?.();
    cancelIdle = undefined;
  }

  function drop(): void {
    queue.clear();
    forgetIdle();
    isAtBeginning = true;
  }

  /** All that waited for the voice is dropped. */
  function leave(reason: string | undefined): void {
    drop();
    refusal = reason;
    voice = undefined;
    isConnecting = false;
    isAwaitingRoom = false;
  }

  return {
    accept(data) {
      const result = acceptTokens(data, gate);
      // Only what was refused as full, and last, is going to be repeated. Whoever sends something else goes on by itself.
      if (result.reason !== 'full') pause.forget();
      return result;
    },
    flush() {
      if (refusal !== undefined) return;
      isAtBeginning = true;
      if (!queue.isEmpty) queue.mark();
      else if (voice !== undefined) flushVoice(voice);
      // A voice that is about to come is told that an answer without any sound is over. An old flush is not kept for it.
      else if (isConnecting) queue.mark();
    },
    clear() {
      drop();
      pause.forget();
      voice?.clear();
    },
    connecting() {
      refusal = undefined;
      isConnecting = true;
    },
    connected(opened) {
      forgetIdle();
      refusal = undefined;
      isConnecting = false;
      isAwaitingRoom = false;
      voice = opened;
      pump();
      if (queue.buffered <= resumeAt) pause.end();
    },
    /** What the application has to repeat is told what became of it. */
    failed(reason) {
      leave(reason);
      pause.end();
    },
    /** Who pauses is told to go on by the next voice: an application that ends its stream clears its tokens too, and one of the
     *  clients dies of being told to go on with nothing. But there is room now, for whoever does not wait for that. */
    stop() {
      leave(undefined);
      pause.lift();
    },
  };
}
