/** A connection that breaks is told, once. Nothing is said a second time. */

import { Glottis } from '@glottis/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientSockets } from '../support/client-sockets.js';
import { type FragileProxy, fragileProxy } from '../support/fragile-proxy.js';
import { quickServer } from '../support/quick-server.js';
import type { TestServer } from '../support/test-server.js';
import { chapter } from '../support/texts.js';

/** Two seconds of audio. */
const breaksAfterBytes = 96_000;

let server: TestServer;
let network: FragileProxy;
let charactersBefore: number;
beforeAll(async () => {
  server = await quickServer();
});
beforeEach(async () => {
  network = await fragileProxy(server.url, breaksAfterBytes);
  charactersBefore = await server.figures.read('tts_characters_total');
});
afterEach(() => network.close());
afterAll(() => server.close());

/** Nobody came again, and the server did not speak more than it was told. */
async function expectSaidOnce(): Promise<void> {
  await server.figures.until('tts_sessions', 0);
  expect(network.connections).toBe(1);
  const characters = (await server.figures.read('tts_characters_total')) - charactersBefore;
  expect(characters).toBeLessThanOrEqual(chapter.length);
}

it.each(clientSockets)('a session over %s hands out what came, then throws', async (_, WebSocket) => {
  const { sessions } = new Glottis({ baseURL: network.url, WebSocket }).speech;
  const session = sessions.create({ voice: 'leah', format: 'pcm_s16le' });
  session.sendText(chapter);
  let bytes = 0;
  const listening = (async () => {
    for await (const message of session) if (message.type === 'audio') bytes += message.audio.length;
  })();
  await expect(listening).rejects.toMatchObject({ name: 'ConnectionError', closeCode: 1006 });
  expect(bytes).toBeGreaterThan(breaksAfterBytes / 2);
  session.sendText('Nobody hears this.');
  await expectSaidOnce();
});

describe('a request', () => {
  it('whose body breaks off rejects while it is read', async () => {
    const { speech } = new Glottis({ baseURL: network.url });
    const response = await speech.generate({ voice: 'leah', format: 'pcm_s16le', text: chapter });
    await expect(response.arrayBuffer()).rejects.toThrow();
    await expectSaidOnce();
  });

  it('for a whole text rejects, and is not tried again', async () => {
    const { speech } = new Glottis({ baseURL: network.url });
    const asking = speech.generateDetailed({ voice: 'leah', format: 'pcm_s16le', text: chapter });
    await expect(asking).rejects.toMatchObject({ name: 'ConnectionError' });
    await expectSaidOnce();
  });
});
