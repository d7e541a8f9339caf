/** One open socket to an application. */
import { setImmediate } from 'node:timers/promises';
import type { DialledSocket } from '../../../dial.js';

export interface Connection {
  /** Tells the owner what arrives, from now on and until the connection is gone. Ask once. */
  read(): void;
  /** Hands a message to the socket before it returns; false where it is none for whoever is on the other end. */
  write(message: { readonly text: string; readonly pause?: PauseNews | undefined }): boolean;
  close(code: number): void;
}

/** What a message tells of the application's pause: that there is one, or that it is over. */
export type PauseNews = 'begun' | 'over';

/** Whoever the connection belongs to. */
export interface ConnectionOwner {
  /** The next one is told when what this returns has settled. */
  onText(text: string): Promise<void> | void;
  /** The connection is gone, by whichever side, and all that arrived before was told. */
  onEnd(code: number): void;
}

/** What may be on its way. Results and events are a hundred and some bytes each, so this is tens of thousands of them: whoever has
 *  not read one of so many will not read the next either, and may be better off with a new connection. */
const maxUnsentBytes = 4 * 1024 * 1024;

/** An application that sends more than this at once lets others have their turn in between. */
const messagesPerTurn = 32;

export function createConnection(socket: DialledSocket, owner: ConnectionOwner): Connection {
  let unsentBytes = 0;
  let isPauseTold = false;

  return {
    read: () => void tellAll(socket, owner),
    write({ text, pause }) {
      // After a reconnect an application starts anew and knows of no pause. Its client would resume what is not there, and an
      // assertion of node-client-ws that fails then ends the application's process.
      if (pause === 'over' && !isPauseTold) return false;
      if (pause !== undefined) isPauseTold = pause === 'begun';
      const bytes = Buffer.byteLength(text);
      const onSettled = () => {
        unsentBytes -= bytes;
      };
      unsentBytes += bytes;
      // A failed send means that the application is gone, which the reader learns of.
      socket.send(text).then(onSettled, onSettled);
      if (unsentBytes > maxUnsentBytes) socket.terminate();
      return true;
    },
    close: (code) => socket.close(code),
  };
}

async function tellAll(socket: DialledSocket, owner: ConnectionOwner): Promise<void> {
  let told = 0;
  for (let message = await next(socket); message !== undefined; message = await next(socket)) {
    // jambonz does not look at the kind of a message either: JSON in a binary one is read.
    await owner.onText(typeof message === 'string' ? message : Buffer.from(message).toString());
    told += 1;
    if (told % messagesPerTurn === 0) await setImmediate();
  }
  owner.onEnd(await socket.closed);
}

/** Reading fails where the connection does, and `closed` tells how. */
function next(socket: DialledSocket): Promise<string | Uint8Array | undefined> {
  return socket.next().catch(() => undefined);
}
