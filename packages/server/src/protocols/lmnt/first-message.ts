import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { MessageSocket } from '../protocol.js';
import { unlessDraining } from '../unless-draining.js';

/** The first message of a client; undefined when it leaves before. Throws `session-expired` where none comes in time, and
 *  the reason for draining where the server stops meanwhile. */
export async function firstMessage(
  socket: MessageSocket,
  seconds: number,
  clock: Clock,
): Promise<string | Uint8Array | undefined> {
  let cancel = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    const late = new SpeechError('session-expired', `no first message came within ${seconds} seconds`);
    cancel = clock.after(seconds * 1000, () => reject(late));
  });
  return Promise.race([unlessDraining(socket, socket.next()), givenUp]).finally(cancel);
}
