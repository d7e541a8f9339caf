/** What a vendor's client hands out by callbacks, in the order in which it does. */

import type { Answer, Heard } from './talk.js';

/** SDKs hand out audio in one of these. */
export type Audio = Blob | Uint8Array;

export interface Answers {
  hear(audio: Audio): void;
  take(answer: { readonly type: string }): void;
  /** Nothing comes any more. */
  end(): void;
  /** Rejects when the end comes before. */
  until(type: string): Promise<Heard>;
  /** Settles with the first audio that comes. */
  untilAudio(): Promise<void>;
}

/** Fed by the client's callbacks; read by whoever waits. */
export function collectAnswers(): Answers {
  const messages: (Audio | Answer)[] = [];
  let ended = false;
  let changed = () => {};

  function add(message: Audio | Answer): void {
    messages.push(message);
    changed();
  }

  async function next(): Promise<Audio | Answer> {
    while (messages.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
    const message = messages.shift();
    if (message === undefined) throw new Error('the conversation ended before what was waited for');
    return message;
  }

  return {
    hear: add,
    take: (answer) => add(answer as Answer),
    end() {
      ended = true;
      changed();
    },
    async until(type) {
      const audio: Buffer[] = [];
      const answers: Answer[] = [];
      for (;;) {
        const message = await next();
        if (isAudio(message)) audio.push(await bytesOf(message));
        else answers.push(message);
        if (!isAudio(message) && message.type === type) return { audio: Buffer.concat(audio), answers, last: message };
      }
    },
    async untilAudio() {
      while (!isAudio(await next()));
    },
  };
}

function isAudio(message: Audio | Answer): message is Audio {
  return message instanceof Blob || message instanceof Uint8Array;
}

async function bytesOf(audio: Audio): Promise<Buffer> {
  return audio instanceof Blob ? Buffer.from(await audio.arrayBuffer()) : Buffer.from(audio);
}
