import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import type { MessageSocket } from '../protocol.js';

/** The first message of a client; undefined when it leaves before. Throws `session-expired` where none comes in time, and
 *  the reason for draining where the server stops meanwhile. */
export async function firstMessage(
  socket: MessageSocket,
  seconds: number,
  clock: Clock,
): Promise<string | Uint8Array | undefined> {
  const { draining } = socket;
  let stop = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    const late = new SpeechError('session-expired', `no first message came within ${seconds} seconds`);
    const cancel = clock.after(seconds * 1000, () => reject(late));
    const leave = () => reject(draining.reason);
    draining.addEventListener('abort', leave, { once: true });
    if (draining.aborted) leave();
    stop = () => {
      cancel();
      draining.removeEventListener('abort', leave);
    };
  });
  return Promise.race([socket.next(), givenUp]).finally(stop);
}
