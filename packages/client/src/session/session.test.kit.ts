/** A session and the server's end of it, in memory. */

import { Glottis } from '../glottis.js';
import type { FakeSocket, FakeWebSocket } from '../socket/fake-websocket.test.kit.js';
import { fakeWebSocket } from '../socket/fake-websocket.test.kit.js';
import type { SpeechSessionMessage } from './messages.js';
import type { SpeechSessionParams } from './params.js';
import type { SpeechSession } from './session.js';

export interface Talk {
  readonly session: SpeechSession;
  readonly server: FakeSocket;
  readonly network: FakeWebSocket;
  /** The next message of the session; undefined at its end. */
  next(): Promise<SpeechSessionMessage | undefined>;
  /** All messages until the end, audio as its length. */
  rest(): Promise<unknown[]>;
}

export const ready = { type: 'ready', request_id: 'r1' };

/** Creates a session whose socket is not open yet. */
export async function connecting(params: Partial<SpeechSessionParams> = {}): Promise<Talk> {
  const network = fakeWebSocket();
  const client = new Glottis({ baseURL: 'http://h', apiKey: 'k', WebSocket: network.WebSocket });
  const session = client.speech.sessions.create({ voice: 'leah', ...params });
  const server = await network.next();
  const iterator = session[Symbol.asyncIterator]();
  return {
    session,
    server,
    network,
    next: async () => (await iterator.next()).value ?? undefined,
    async rest() {
      const messages: unknown[] = [];
      for await (const message of iterator) messages.push(message.type === 'audio' ? message.audio.length : message);
      return messages;
    },
  };
}

/** Creates a session that is open and has had its first message, to which the server may add something. */
export async function talk(params: Partial<SpeechSessionParams> = {}, additions: object = {}): Promise<Talk> {
  const talk = await connecting(params);
  talk.server.open();
  talk.server.say({ ...ready, ...additions });
  await talk.next();
  talk.server.said.length = 0;
  return talk;
}
