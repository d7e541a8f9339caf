import { setImmediate } from 'node:timers/promises';
import type { SpeechEvent } from '../session/events.js';
import type { SpeechSession } from '../session/speech.js';
import type { MessageSocket } from './protocol.js';

/** A client that sends more than this at once lets others have their turn in between: some milliseconds of work at most. */
const messagesPerTurn = 32;

/** A wire protocol's two halves. */
export interface Dialogue {
  /** Wire to session. Never waits: what it starts is answered by events. */
  receive(message: string | Uint8Array): void;
  /** Session to wire; undefined says nothing. A promise holds back this message and all behind it. */
  express(event: SpeechEvent): Expression | Promise<Expression>;
  /** Awaited after the last message and before the close frame, where clients need time in between. */
  linger?(): Promise<void>;
}

/** One message, or several that leave together. */
export type Expression = Message | readonly Message[] | undefined;

type Message = string | Uint8Array;

/** The loop that all socket protocols share: messages go to `receive` as they come, events are expressed as the
 *  socket takes them. Ends when the session ends (closing with 1000), or when the peer is gone (closing the session);
 *  what either half throws ends it too. A server that drains lets it finish what is being spoken. */
export async function converse(socket: MessageSocket, session: SpeechSession, dialogue: Dialogue): Promise<void> {
  const drain = watchDrain(socket, session);
  try {
    await Promise.race([speak(socket, session, dialogue), listen(socket, dialogue), drain.failed]);
    socket.close(1000);
  } finally {
    drain.stop();
    session.close();
  }
}

async function speak(socket: MessageSocket, session: SpeechSession, dialogue: Dialogue): Promise<void> {
  for await (const event of session) {
    const expression = dialogue.express(event);
    await say(socket, expression instanceof Promise ? await expression : expression);
  }
  await dialogue.linger?.();
}

async function say(socket: MessageSocket, expression: Expression): Promise<void> {
  if (expression === undefined) return;
  if (typeof expression === 'string' || expression instanceof Uint8Array) return socket.send(expression);
  await Promise.all(expression.map((message) => socket.send(message)));
}

/** Settles only by failing, or when the peer is gone: the end of a conversation is the session's to say. */
async function listen(socket: MessageSocket, dialogue: Dialogue): Promise<void> {
  let received = 0;
  for await (const message of socket) {
    dialogue.receive(message);
    received += 1;
    if (received % messagesPerTurn === 0) await setImmediate();
  }
}

/** Fails with the reason for draining once nothing is left to be spoken. The signal is the socket's, and may outlive
 *  the conversation: `stop` lets go of it. */
function watchDrain({ draining }: MessageSocket, session: SpeechSession) {
  let leave: (reason: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    leave = reject;
  });
  const onDrain = () => void session.settled.then(() => leave(draining.reason));
  draining.addEventListener('abort', onDrain, { once: true });
  if (draining.aborted) onDrain();
  return { failed, stop: () => draining.removeEventListener('abort', onDrain) };
}
