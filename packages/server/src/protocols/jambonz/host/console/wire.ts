/** Everything that goes to a console, in order. */
import { SpeechError } from '../../../../errors.js';
import type { MessageSocket } from '../../../protocol.js';
import type { ConsoleEvent } from './messages.js';

/** Of what the socket has not taken yet: eleven seconds of the widest audio. */
const maxUnsentBytes = 1024 * 1024;

/** The same of what is only to be read: an application that streams an answer in one breath makes some thousand messages of it. */
const maxUnreadBytes = 256 * 1024;

/** Never waits: audio comes by the clock, whoever listens. */
export interface Wire {
  /** What is only to be read is left out where a console does not keep up, and what was left out is counted in its place. */
  tell(event: ConsoleEvent): void;
  /** The bytes are the socket's from here on. */
  play(audio: Uint8Array): void;
  /** Fails with `slow-reader` once too much waits of what may not be left out, and as the socket does; never settles otherwise. */
  readonly failed: Promise<never>;
}

export function createWire(socket: Pick<MessageSocket, 'send'>): Wire {
  let unsentBytes = 0;
  let unreadBytes = 0;
  let omitted = 0;
  let fail: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });

  function put(message: string | Uint8Array): void {
    if (unsentBytes > maxUnsentBytes) {
      fail(new SpeechError('slow-reader', 'the call is not listened to'));
      return;
    }
    const size = Buffer.byteLength(message);
    unsentBytes += size;
    const sent = () => {
      unsentBytes -= size;
    };
    socket.send(message).then(sent, fail);
  }

  function putToRead(message: string): void {
    if (omitted > 0 || unreadBytes > maxUnreadBytes) {
      omitted += 1;
      return;
    }
    const size = Buffer.byteLength(message);
    unreadBytes += size;
    const sent = () => {
      unreadBytes -= size;
      if (unreadBytes <= maxUnreadBytes / 2) confess();
    };
    socket.send(message).then(sent, fail);
  }

  function confess(): void {
    if (omitted === 0) return;
    const messages = omitted;
    omitted = 0;
    putToRead(JSON.stringify({ type: 'omitted', messages } satisfies ConsoleEvent));
  }

  return {
    tell(event) {
      const message = JSON.stringify(event);
      if (event.type === 'log' || event.type === 'error') putToRead(message);
      else put(message);
    },
    play: put,
    failed,
  };
}
