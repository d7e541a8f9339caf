import type { MessageSocket } from './protocol.js';

const maxUnsent = 100;

/** Sends messages beside the conversation's own, but only so many that are still on their way: a client that does not
 *  read cannot make them pile up. */
export function aside(socket: MessageSocket): (message: string) => void {
  let unsent = 0;
  return (message) => {
    if (unsent >= maxUnsent) return;
    unsent += 1;
    const done = () => {
      unsent -= 1;
    };
    // A failed send means that the peer is gone, which the conversation learns of by itself.
    socket.send(message).then(done, done);
  };
}
