import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { GlottisOptions } from '../glottis.js';
import { Glottis } from '../glottis.js';
import { NodeWebSocket } from '../node/websocket.js';
import type { SpeechSessionParams } from './params.js';

let server: WebSocketServer;
let baseURL: string;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prefix/`;
});

afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

const pausable: [string, Partial<GlottisOptions>][] = [
  ['our own WebSocket', { WebSocket: NodeWebSocket }],
  ['the WebSocket of ws', { WebSocket }],
];
const all: typeof pausable = [['the WebSocket that is found', {}], ...pausable];

function create(options: Partial<GlottisOptions>, bounds: Partial<SpeechSessionParams> = {}) {
  return new Glottis({ baseURL, ...options }).speech.sessions.create({ voice: 'v', ...bounds });
}

describe.each(all)('a session over %s', (_, options) => {
  it('says everything and hears everything', async () => {
    server.on('connection', (peer, request) => {
      const said: unknown[] = [];
      peer.on('message', (data) => {
        const message = JSON.parse(String(data));
        said.push(message);
        if (message.type !== 'finish') return;
        peer.send(JSON.stringify({ type: 'ready', request_id: String(request.url) }));
        peer.send(Buffer.from([1, 2, 3, 4]));
        peer.send(JSON.stringify({ type: 'flush_complete', nonce: said.length }));
        peer.close(1000);
      });
    });
    const session = create(options);
    session.sendText('Grüße 😀');
    session.sendFinish();
    const messages = [];
    for await (const message of session) messages.push(message);
    expect(messages).toEqual([
      { type: 'ready', request_id: '/prefix/v1/ai/speech/stream' },
      { type: 'audio', audio: new Uint8Array([1, 2, 3, 4]) },
      { type: 'flush_complete', nonce: 3 },
    ]);
    // Samples can be looked at in place.
    expect((messages[1] as { audio: Uint8Array }).audio.byteOffset).toBe(0);
  });

  it.each(['destroy', 'resetAndDestroy'] as const)(
    'throws when the server goes without a goodbye: %s',
    async (leave) => {
      server.on('connection', (peer, { socket }) => {
        peer.on('error', () => {});
        peer.on('message', () => socket[leave]());
      });
      await expect(create(options)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        name: 'ConnectionError',
        closeCode: 1006,
      });
    },
  );

  it('throws when nobody is there', async () => {
    server.close();
    await once(server, 'close');
    const opening = create(options)[Symbol.asyncIterator]().next();
    await expect(opening).rejects.toMatchObject({ name: 'ConnectionError', closeCode: undefined });
  });
});

describe.each(pausable)('a consumer that takes nothing, over %s', (_, options) => {
  it('makes the server wait, and loses nothing', async () => {
    const connection = once(server, 'connection');
    const session = create(options, { window: false, maxUnreadBytes: 1_000_000 });
    const [peer] = (await connection) as [WebSocket];
    for (let count = 0; count < 400; count += 1) peer.send(Buffer.alloc(65_536));
    peer.close(1000);
    // 26 MB fit in no kernel's buffers: the server still holds some when nothing moves any more.
    let before = -1;
    for (let quiet = 0; quiet < 200; quiet = peer.bufferedAmount === before ? quiet + 1 : 0) {
      before = peer.bufferedAmount;
      await new Promise(setImmediate);
    }
    expect(before).toBeGreaterThan(0);
    let bytes = 0;
    for await (const message of session) if (message.type === 'audio') bytes += message.audio.length;
    expect(bytes).toBe(400 * 65_536);
  });
});
