/** The first word of a console: who it is, and what it plays. */
import type { Clock } from '../../../../clock.js';
import { SpeechError } from '../../../../errors.js';
import type { MessageSocket } from '../../../protocol.js';
import { unlessDraining } from '../../../unless-draining.js';
import { parseCommand } from './commands.js';
import type { ConsoleCommand } from './messages.js';

const helloMs = 10_000;

export type Hello = Extract<ConsoleCommand, { type: 'hello' }>;

/** Settles with the hello; undefined where the console went away instead. What comes before it is answered by `complain`. Throws
 *  `invalid-message` when none came in time, and the reason for draining when the server stops first. */
export async function greeted(
  socket: MessageSocket,
  clock: Clock,
  complain: (error: unknown) => void,
): Promise<Hello | undefined> {
  let giveUp: (reason: SpeechError) => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const tooLate = () => giveUp(new SpeechError('invalid-message', `no hello came within ${helloMs / 1000} s`));
  const cancel = clock.after(helloMs, tooLate);
  try {
    return await unlessDraining(socket, Promise.race([firstHello(socket, complain), late]));
  } finally {
    cancel();
  }
}

async function firstHello(socket: MessageSocket, complain: (error: unknown) => void): Promise<Hello | undefined> {
  for (let message = await socket.next(); message !== undefined; message = await socket.next()) {
    try {
      const command = parseCommand(message);
      if (command.type === 'hello') return command;
      throw new SpeechError('invalid-message', 'say hello first');
    } catch (error) {
      complain(error);
    }
  }
  return undefined;
}
