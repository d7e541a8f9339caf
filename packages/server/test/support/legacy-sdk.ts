/** What Deepgram's SDKs 3 and 4 for JavaScript have in common: how they are loaded, and the conversation they hold. */

import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { expect } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { type Answers, collectAnswers } from './answers.js';
import { expectSpeech, sampleRate } from './sound.js';
import { chapter, firstReply, secondReply } from './texts.js';

export type LegacySdk = typeof import('deepgram-sdk-4');

/** With a global WebSocket, as in browsers and in newer versions of Node, these SDKs authenticate by subprotocol and get
 *  their audio in blobs; without one they use the `ws` package and the Authorization header. */
export type Surroundings = 'a global WebSocket' | 'no global WebSocket';

const require = createRequire(import.meta.url);
/** Asked for at once, before anybody takes it away. Older versions of Node have none. */
const nativeWebSocket: unknown = globalThis.WebSocket;

/** Loads the SDK anew: it looks at its surroundings once, while it is loaded. */
export function loadLegacySdk(name: string, surroundings: Surroundings): LegacySdk {
  forget(name);
  Reflect.deleteProperty(globalThis, 'WebSocket');
  if (surroundings === 'a global WebSocket') Object.assign(globalThis, { WebSocket: nativeWebSocket ?? BlobWebSocket });
  // The SDK asks for the constructor again when it connects, so it stays until the next one is loaded.
  return require(name) as LegacySdk;
}

/** Stands in where Node brings no WebSocket of its own. */
class BlobWebSocket extends NodeWebSocket {
  constructor(address: string | URL, protocols?: string | string[]) {
    super(address, protocols);
    this.binaryType = 'blob' as typeof this.binaryType;
  }
}

function forget(name: string): void {
  const folder = dirname(require.resolve(`${name}/package.json`)) + sep;
  for (const path of Object.keys(require.cache)) {
    if (path.startsWith(folder)) delete require.cache[path];
  }
}

/** A client of the SDK that knows the server by its URL. */
export function legacyClient({ createClient }: LegacySdk, url: string, key = 'any') {
  return createClient(key, {
    global: {
      fetch: { options: { url } },
      websocket: { options: { url: url.replace(/^http/, 'ws') } },
    },
  });
}

export type LegacyClient = ReturnType<typeof legacyClient>;
export const legacySpeech = { model: 'aura-2-thalia-en', encoding: 'linear16', sample_rate: sampleRate } as const;

export interface Held {
  /** What the server chose of the subprotocols; empty where none was offered. */
  readonly subprotocol: string;
  /** The audio of both replies. */
  readonly replies: readonly Buffer[];
}

/** Two replies with an interruption between them. */
export async function holdConversation(client: LegacyClient): Promise<Held> {
  const { connection, answers, closed } = await connect(client);
  for (const token of firstReply.split(/(?<= )/)) connection.sendText(token);
  connection.flush();
  const first = await answers.until('Flushed');
  expectSpeech(first.audio, firstReply);

  connection.sendText(chapter);
  connection.flush();
  await answers.untilAudio();
  connection.clear();
  await answers.until('Cleared');

  connection.sendText(secondReply);
  connection.flush();
  const second = await answers.until('Flushed');
  expectSpeech(second.audio, secondReply);
  expect(second.last).toEqual({ type: 'Flushed', sequence_id: 2 });

  const { protocol: subprotocol } = connection.conn as WebSocket;
  connection.requestClose();
  expect((await closed).code).toBe(1000);
  return { subprotocol, replies: [first.audio, second.audio] };
}

async function connect(client: LegacyClient) {
  const connection = client.speak.live(legacySpeech);
  const answers = collectAnswers();
  subscribe(connection, answers);
  const closed = new Promise<{ readonly code: number }>((resolve) => {
    connection.on('Close', (event: { readonly code: number }) => {
      answers.end();
      resolve(event);
    });
  });
  await new Promise<void>((resolve, reject) => {
    connection.on('Open', () => resolve());
    connection.on('Error', reject);
  });
  return { connection, answers, closed };
}

function subscribe(connection: ReturnType<LegacyClient['speak']['live']>, answers: Answers): void {
  connection.on('Audio', (audio: Buffer) => answers.hear(audio));
  // Everything that the SDK has no event for, Cleared among it, is `Unhandled`.
  for (const event of ['Metadata', 'Flushed', 'Warning', 'Unhandled']) {
    connection.on(event, (answer: { readonly type: string }) => answers.take(answer));
  }
}
