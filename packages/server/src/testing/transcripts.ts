import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Protocol } from '../protocols/protocol.js';
import { dial } from './dial.js';
import { testSpeech } from './test-speech.js';

/** Replays every conversation of a folder against a protocol: `>` is what the client says, `<` what the server must answer,
 *  byte for byte; `< [audio]` is one or more binary messages, `< close 1000` the end, and `<id>` the request id.
 *  A line that begins with # says what the conversation is about. */
export function replayTranscripts(name: string, folder: URL, protocol: () => Protocol, open: () => Request): void {
  describe(`${name}: its transcripts`, () => {
    for (const file of readdirSync(folder)) {
      it(`replays ${file}`, async () => replay(readFileSync(new URL(file, folder), 'utf8'), protocol(), open()));
    }
  });
}

async function replay(transcript: string, protocol: Protocol, request: Request): Promise<void> {
  const dialled = await dial(protocol, await testSpeech(), request);
  if (dialled instanceof Response) throw new Error(`refused: ${dialled.status}`);
  const { client, visit } = dialled;
  const server = lookingAhead(() => client.next());

  for (const line of transcript.split('\n')) {
    const [direction, text] = [line.slice(0, 2), line.slice(2).trim()];
    if (direction === '> ') client.send(text);
    if (direction !== '< ') continue;
    if (text === '[audio]') await readAudio(server);
    else if (text.startsWith('close ')) expect(closing(await client.closed)).toContain(text);
    else expect(await server.next()).toBe(text.replaceAll('<id>', visit.id));
  }
}

async function readAudio(server: LookingAhead): Promise<void> {
  expect(await server.next()).toBeInstanceOf(Uint8Array);
  while ((await server.peek()) instanceof Uint8Array) await server.next();
}

/** With and without the reason: a transcript may leave it out. */
function closing({ code, reason }: { code: number; reason: string }): string[] {
  return [`close ${code}`, `close ${code} ${reason}`];
}

type Message = string | Uint8Array | undefined;

interface LookingAhead {
  peek(): Promise<Message>;
  next(): Promise<Message>;
}

function lookingAhead(read: () => Promise<Message>): LookingAhead {
  let ahead: Promise<Message> | undefined;
  return {
    peek() {
      ahead ??= read();
      return ahead;
    },
    next() {
      const message = ahead ?? read();
      ahead = undefined;
      return message;
    },
  };
}
