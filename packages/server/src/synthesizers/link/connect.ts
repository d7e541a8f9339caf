/** The near end of a link: gives tasks to the far end and says what becomes of them. */

import { SpeechError } from '../../errors.js';
import type { Voice } from '../../voices/voice.js';
import type { EnginePiece, SpeakTask } from '../segment-engine.js';
import type { Channel } from './channel.js';
import type { Failure, FromFarEnd, ToFarEnd } from './messages.js';

/** A far end as it looks from here. */
export interface NearEnd {
  /** Starts a task. Over a channel with shared memory, only after the one before it ended. */
  run(task: SpeakTask, listener: RunListener): Run;
}

export interface RunListener {
  /** Also called for what was on its way when the task was aborted. */
  piece(piece: EnginePiece): void;
  /** Once, and last: aborted tasks end too, when the far end has let go of them. */
  end(error?: SpeechError): void;
}

export interface Run {
  /** The far end stops at its next piece; harmless afterwards. */
  abort(): void;
}

/** `onReady` is called once, when the far end takes tasks. A far end that dies ends nothing here: whoever keeps it alive
 *  knows, and answers for its tasks. */
export function connect(channel: Channel<ToFarEnd, FromFarEnd>, onReady: (voices: readonly Voice[]) => void): NearEnd {
  const listeners = new Map<number, RunListener>();
  let lastId = 0;

  channel.onMessage((message) => {
    if (message.type === 'ready') return onReady(message.voices);
    const listener = listeners.get(message.id);
    if (message.type === 'chunk') return listener?.piece(message.piece);
    listeners.delete(message.id);
    listener?.end(message.type === 'failed' ? toSpeechError(message.failure) : undefined);
  });

  return {
    run(task, listener) {
      // Ids fit the shared word, and 0 in it means that nothing is wanted.
      lastId = (lastId % 0x7fffffff) + 1;
      const id = lastId;
      listeners.set(id, listener);
      if (channel.wanted) Atomics.store(channel.wanted, 0, id);
      try {
        channel.send({ type: 'speak', id, task });
      } catch (cause) {
        listeners.delete(id);
        // Later, as every other end: the caller has its run in hand by then.
        queueMicrotask(() => listener.end(new SpeechError('synthesis-failed', 'the task cannot be sent', { cause })));
      }
      return {
        abort() {
          if (!listeners.has(id)) return;
          if (channel.wanted) Atomics.store(channel.wanted, 0, 0);
          else channel.send({ type: 'abort', id });
        },
      };
    },
  };
}

function toSpeechError({ code, message, cause }: Failure): SpeechError {
  return new SpeechError(code, message, { cause });
}
