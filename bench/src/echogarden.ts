/** echogarden's own server, another open-source one that speaks with eSpeak over a WebSocket. It is
 *  installed from npm, outside this repository, only when somebody asks for a comparison. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from './child.js';
import { pack } from './message-pack.js';
import { connectWebSocket } from './websocket-client.js';
import { withResolvers } from './with-resolvers.js';

export const version = '2.10.1';
const installTimeoutMs = 5 * 60_000;
const home = join(tmpdir(), `glottis-bench-echogarden-${version}`);
const entry = join(home, 'node_modules/echogarden/dist/cli/CLIStarter.js');

export interface EchogardenClient {
  /** Speaks one sentence. Settles when its last message is in, with the milliseconds from sending to the first
   *  message with audio. */
  speak(text: string): Promise<number>;
  close(): void;
}

/** Installs it into the temporary folder unless it is there; rejects with what npm said when it cannot be had. */
export async function installEchogarden(): Promise<void> {
  if (existsSync(entry)) return;
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `echogarden@${version}`];
  const npm = spawn('npm', args, { cwd: home, stdio: ['ignore', 'ignore', 'pipe'], timeout: installTimeoutMs });
  let said = '';
  npm.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-1_000);
  });
  const code = await new Promise((resolve, reject) => {
    npm.on('error', reject);
    npm.on('close', resolve);
  });
  if (code !== 0) throw new Error(`echogarden ${version} could not be installed: ${said.trim()}`);
}

/** Starts its server as its own command line does, lets `measure` use it, and ends it. */
export async function withEchogarden<T>(measure: (url: URL) => Promise<T>): Promise<T> {
  const port = await freePort();
  const flags = ['--experimental-wasi-unstable-preview1', '--no-warnings'];
  const child = startNode([...flags, entry, 'serve', `--port=${port}`]);
  try {
    await child.printed(/Started Echogarden WebSocket server/);
    return await Promise.race([measure(new URL(`ws://127.0.0.1:${port}/`)), child.ended]);
  } finally {
    await child.stop();
  }
}

/** A message counts as arrived with its last byte: until then MessagePack cannot be read. */
export async function connectEchogarden(url: URL): Promise<EchogardenClient> {
  let head = Buffer.alloc(0);
  let onMessage = (_type: string, _at: number): void => {};
  let onClosed = (_reason: string): void => {};
  const connection = await connectWebSocket(url, {
    text: () => {},
    binary(piece, last, at) {
      if (head.length < headBytes) head = Buffer.concat([head, piece.subarray(0, headBytes)]);
      if (!last) return;
      onMessage(messageType(head), at);
      head = Buffer.alloc(0);
    },
    closed: (reason) => onClosed(reason),
  });
  return {
    async speak(text) {
      const { promise, resolve, reject } = withResolvers<number>();
      let firstAt: number | undefined;
      onClosed = (reason) => reject(new Error(`echogarden: ${reason}`));
      onMessage = (type, at) => {
        if (type === 'Error') reject(new Error('echogarden answered with an error'));
        firstAt ??= at; // all other messages carry audio
        if (type === 'SynthesisResponse') resolve(firstAt - sentAt);
      };
      const sentAt = connection.send('binary', request(text));
      return promise;
    },
    close: () => connection.close(),
  };
}

/** As many bytes of a message as surely hold its type. */
const headBytes = 256;

function messageType(head: Buffer): string {
  const known = ['SynthesisResponse', 'SynthesisSegmentEvent', 'SynthesisSentenceEvent'];
  return known.find((type) => head.includes(type)) ?? 'Error';
}

function request(text: string): Buffer {
  return pack({
    messageType: 'SynthesisRequest',
    requestId: randomBytes(16).toString('hex'),
    input: text,
    options: { engine: 'espeak', language: 'en-US' },
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port was to be had');
  return address.port;
}
