import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { Glottis } from '../glottis.js';

/** A server whose answers begin and never end. */
async function endlessServer(): Promise<string> {
  const server = createServer((_, response) => response.writeHead(200).write('audio'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('a body that was stopped by the signal rejects with the reason as it was given', async () => {
  const client = new Glottis({ baseURL: await endlessServer() });
  const controller = new AbortController();
  const response = await client.speech.generate({ text: 'Hi.', voice: 'leah' }, { signal: controller.signal });
  const reading = response.arrayBuffer();
  const reason = new Error('the listener left');
  controller.abort(reason);
  await expect(reading).rejects.toBe(reason);
});
