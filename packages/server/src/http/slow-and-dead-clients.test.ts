import { afterEach, describe, expect, it } from 'vitest';
import type { MessageSocket } from '../protocols/protocol.js';
import { fakeClock } from '../testing/fake-clock.js';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { startEcho } from './testing/echo-server.js';
import { promised } from './testing/promised.js';
import { frame, handshake, type RawClient, rawClient } from './testing/raw-client.js';

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

describe('a client that does not read', () => {
  /** Sends for as long as there is somebody. */
  function flooding() {
    const failed = promised<unknown>();
    let settled = 0;
    async function converse(socket: MessageSocket) {
      try {
        while (!socket.signal.aborted) {
          await socket.send(Buffer.alloc(16 * 1024));
          settled += 1;
        }
      } catch (cause) {
        failed.settle(cause);
        throw cause;
      }
    }
    /** Settles when nothing has been sent for many turns of the event loop. */
    async function stuck() {
      let before = -1;
      for (let quiet = 0; quiet < 100; quiet = settled === before ? quiet + 1 : 0) {
        before = settled;
        await new Promise(setImmediate);
      }
    }
    return { converse, stuck, failed: failed.promise, settled: () => settled };
  }

  it('makes send wait, is cut off after 30 s without progress, and only then', async () => {
    const clock = fakeClock();
    const flood = flooding();
    const { metrics, logged } = await start({ clock, converse: flood.converse });
    client.socket.pause();
    client.write(handshake('/echo/a'));
    await flood.stuck();
    clock.advance(29_000);
    expect(client.socket.destroyed).toBe(false);
    clock.advance(10_000);
    expect(await flood.failed).toMatchObject({ code: 'slow-reader' });
    await logged('closed');
    expect((await metrics.expose()).text).toContain('tts_errors_total{code="slow-reader"} 1');
  });

  it('goes on when it reads again in time, byte for byte', async () => {
    const clock = fakeClock();
    const flood = flooding();
    await start({ clock, converse: flood.converse });
    await client.upgrade('/echo/a');
    client.socket.pause();
    await flood.stuck();
    clock.advance(20_000);
    const before = flood.settled();
    client.socket.resume();
    let last = await client.nextFrame();
    while (flood.settled() < before + 20) last = await client.nextFrame();
    expect(last).toEqual({ opcode: 2, payload: Buffer.alloc(16 * 1024) });
    client.socket.destroy();
    await server.logged('closed');
    expect(server.lines.some((line) => line.code === 'slow-reader')).toBe(false);
  });
});

describe('pings', () => {
  it('end a client that has sent nothing within 10 s of one', async () => {
    const clock = fakeClock();
    const { logged } = await start({ clock });
    await client.upgrade('/echo/a');
    clock.advance(20_000);
    expect((await client.nextFrame()).opcode).toBe(9);
    clock.advance(10_000);
    await client.over;
    expect((await logged('closed')).close_code).toBe(1006);
  });

  it.each([
    ['a pong', frame('', { opcode: 10 })],
    ['a ping', frame('', { opcode: 9 })],
    ['a piece of a message', frame('x', { fin: false })],
  ])('are answered by %s', async (_, life) => {
    const clock = fakeClock();
    const received = promised<MessageSocket>();
    await start({
      clock,
      async converse(socket) {
        received.settle(socket);
        for await (const message of socket) await socket.send(message);
      },
    });
    await client.upgrade('/echo/a');
    clock.advance(20_000);
    expect((await client.nextFrame()).opcode).toBe(9);
    client.write(life);
    // The server has read it for certain once it has answered what came behind.
    client.write(frame('', { opcode: 9 }));
    while ((await client.nextFrame()).opcode !== 10);
    clock.advance(10_000);
    expect((await received.promise).signal.aborted).toBe(false);
  });
});
