/** What waits for an application that is away. */
import type { PauseNews } from './connection.js';

export interface OutgoingMessage {
  readonly text: string;
  readonly pause?: PauseNews | undefined;
  /** It may be lost where too much waits. */
  readonly isExpendable: boolean;
  /** Called just before it goes to the socket. */
  onWritten?(): void;
  /** It never will. */
  onDropped?(): void;
}

export interface Outbox {
  /** Puts a message behind the others. Where too much waits, the oldest that is expendable goes; false where none is. */
  put(message: OutgoingMessage): boolean;
  /** In order; nothing waits any more. */
  takeAll(): readonly OutgoingMessage[];
}

const limits = { messages: 1000, bytes: 1024 * 1024 };

export function createOutbox(): Outbox {
  let waiting: OutgoingMessage[] = [];
  let bytes = 0;
  const isFull = () => waiting.length > limits.messages || bytes > limits.bytes;

  return {
    put(message) {
      waiting.push(message);
      bytes += Buffer.byteLength(message.text);
      while (isFull()) {
        const at = waiting.findIndex(({ isExpendable }) => isExpendable);
        if (at === -1) return false;
        for (const { text } of waiting.splice(at, 1)) bytes -= Buffer.byteLength(text);
      }
      return true;
    },
    takeAll() {
      const messages = waiting;
      waiting = [];
      bytes = 0;
      return messages;
    },
  };
}
