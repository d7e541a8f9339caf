/** Notices a reader that takes nothing although bytes wait for it. */

import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { SpeechError } from '../errors.js';

/** Looks while bytes wait in this process. After `slowReaderMs` to 1¼ of it without any leaving, `onStalled` is called, once.
 *  Ends by itself when everything has left, or by the returned function. */
export function watchReader(
  socket: Socket,
  clock: Clock,
  slowReaderMs: number,
  onStalled: (error: SpeechError) => void,
  onDrained: () => void = () => {},
): () => void {
  let before = progress(socket);
  let looksWithoutProgress = 0;
  let cancel = clock.after(slowReaderMs / looks, look);

  function look(): void {
    if (socket.destroyed || socket.writableLength === 0) {
      onDrained();
      return;
    }
    const now = progress(socket);
    looksWithoutProgress = now === before ? looksWithoutProgress + 1 : 0;
    before = now;
    if (looksWithoutProgress < looks) cancel = clock.after(slowReaderMs / looks, look);
    else onStalled(new SpeechError('slow-reader', `nothing was read for ${Math.round(slowReaderMs / 1000)} s`));
  }

  return () => cancel();
}

const looks = 4;

/** Grows with every byte that leaves. One large write counts as one for the stream, but the handle below it knows how
 *  much of it the kernel has not taken yet. */
function progress(socket: Socket): number {
  const left = socket.bytesWritten - socket.writableLength;
  return left - ((socket as SocketWithHandle)._handle?.writeQueueSize ?? 0);
}

type SocketWithHandle = Socket & { readonly _handle?: { readonly writeQueueSize?: number } | null };
