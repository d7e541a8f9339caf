import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { startEcho } from './testing/echo-server.js';
import { frame, type RawClient, rawClient } from './testing/raw-client.js';

let server: EchoServer;
let client: RawClient;
const start = async (options?: EchoOptions) => {
  server = await startEcho(options);
  client = await rawClient(server.port);
  return server;
};
afterEach(async () => {
  client.socket.destroy();
  await server.listener.close();
});

describe('malformed and oversized frames end the conversation with the right code, in the words of the protocol', () => {
  const cases: [string, Buffer, number, string][] = [
    ['a frame that announces 1 GiB', frame('', { announced: 2 ** 30 }), 1009, 'message-too-large'],
    ['a message one byte too long', frame(Buffer.alloc(1025), { opcode: 2 }), 1009, 'message-too-large'],
    ['a compressed frame that was not negotiated', frame('x', { rsv1: true }), 1002, 'invalid-message'],
    ['an unmasked frame', frame('x', { masked: false }), 1002, 'invalid-message'],
    ['an unknown opcode', frame('x', { opcode: 3 }), 1002, 'invalid-message'],
    ['a fragmented ping', frame('x', { opcode: 9, fin: false }), 1002, 'invalid-message'],
    ['a continuation of nothing', frame('x', { opcode: 0 }), 1002, 'invalid-message'],
    ['text that is no UTF-8', frame(Buffer.from([0xc3, 0x28])), 1007, 'invalid-message'],
  ];

  it.each(cases)('%s', async (_, bytes, code, error) => {
    const { metrics } = await start({ maxMessageBytes: 1024 });
    await client.upgrade('/echo/a');
    client.write(bytes);
    const last = await client.nextFrame();
    expect(last.payload.toString()).toBe(`sorry: ${error}`);
    const closing = await client.closeFrame();
    expect(closing.code).toBe(code);
    expect(closing.reason).toMatch(/^echo: /);
    expect((await metrics.expose()).text).toContain(`tts_errors_total{code="${error}"} 1`);
  });

  it.each([
    ['one-byte', 'x'],
    ['empty', ''],
  ])('endless %s fragments', async (_, payload) => {
    await start();
    await client.upgrade('/echo/a');
    client.write(frame(payload, { fin: false }));
    for (let count = 0; count < 64; count++) client.write(frame(payload, { opcode: 0, fin: false }));
    const closing = await client.closeFrame();
    expect(closing).toEqual({ code: 1008, reason: 'echo: the message comes in too many pieces' });
  });

  it('in the words of the conversation, where it has its own', async () => {
    const farewell = () => ({ message: 'my own words', code: 4001, reason: 'mine' });
    await start({ maxMessageBytes: 1024, accept: async () => ({ farewell }) });
    await client.upgrade('/echo/a');
    client.write(frame(Buffer.alloc(1025), { opcode: 2 }));
    expect((await client.nextFrame()).payload.toString()).toBe('my own words');
    expect(await client.closeFrame()).toEqual({ code: 1009, reason: 'mine' });
  });

  it('leaves the other conversations alone', async () => {
    const { socketUrl } = await start();
    const other = new WebSocket(`${socketUrl}/echo/b`);
    await once(other, 'open');
    await client.upgrade('/echo/a');
    client.write(frame('', { announced: 2 ** 30 }));
    await client.closeFrame();
    other.send('still here');
    expect(String((await once(other, 'message'))[0])).toBe('still here');
    other.terminate();
  });
});
