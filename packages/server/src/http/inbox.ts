/** Messages that arrived and were not read yet. */

export type Message = string | Uint8Array;

export interface InboxLimits {
  readonly inboxMessages: number;
  readonly inboxBytes: number;
}

/** For one reader. It is bounded by whoever fills it: stop when it is `full`. */
export class Inbox {
  readonly #limits: InboxLimits;
  #messages: Message[] = [];
  #bytes = 0;
  #closed = false;
  #reader: ((message: Message | undefined) => void) | undefined;

  constructor(limits: InboxLimits) {
    this.#limits = limits;
  }

  get full(): boolean {
    return this.#messages.length >= this.#limits.inboxMessages || this.#bytes >= this.#limits.inboxBytes;
  }

  put(message: Message): void {
    if (this.#closed) return;
    const reader = this.#reader;
    if (reader === undefined) {
      this.#messages.push(message);
      this.#bytes += sizeOf(message);
    } else {
      this.#reader = undefined;
      reader(message);
    }
  }

  /** The next message; undefined when there will be none. */
  take(): Promise<Message | undefined> {
    const message = this.#messages.shift();
    if (message !== undefined) {
      this.#bytes -= sizeOf(message);
      return Promise.resolve(message);
    }
    if (this.#closed) return Promise.resolve(undefined);
    if (this.#reader !== undefined) throw new Error('a socket has one reader');
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }

  /** No more messages come. What is there can still be taken. */
  close(): void {
    this.#closed = true;
    this.#reader?.(undefined);
    this.#reader = undefined;
  }

  /** Nobody wants what is there. */
  discard(): void {
    this.#messages = [];
    this.#bytes = 0;
    this.close();
  }
}

/** UTF-16 units stand in for bytes in text: within a factor of three, and free. */
function sizeOf(message: Message): number {
  return typeof message === 'string' ? message.length : message.byteLength;
}
