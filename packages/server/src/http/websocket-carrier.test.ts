import { afterEach, expect, it } from 'vitest';
import type { SpeechError } from '../errors.js';
import type { MessageSocket, Protocol } from '../protocols/protocol.js';
import type { EchoOptions, EchoServer } from './testing/echo-server.js';
import { speechError, startEcho } from './testing/echo-server.js';
import { promised } from './testing/promised.js';
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

it('a conversation that throws ends with the farewell of the protocol', async () => {
  const { logged } = await start({ converse: () => Promise.reject(new Error('secret reason')) });
  await client.upgrade('/echo/a');
  expect((await client.nextFrame()).payload.toString()).toBe('sorry: internal');
  expect(await client.closeFrame()).toEqual({ code: 1011, reason: 'echo: internal error' });
  const line = await logged('failed');
  expect(line).toMatchObject({ level: 'error', code: 'internal', path: '/echo/a' });
  expect((line.err as SpeechError).cause).toMatchObject({ message: 'secret reason' });
});

it('a conversation that returns closes with 1000', async () => {
  const { metrics, logged } = await start({ converse: async () => {} });
  await client.upgrade('/echo/a');
  expect(await client.closeFrame()).toEqual({ code: 1000, reason: '' });
  client.write(frame(Buffer.from([0x03, 0xe8]), { opcode: 8 }));
  client.socket.end();
  expect(await logged('closed')).toMatchObject({ close_code: 1000 });
  const { text } = await metrics.expose();
  expect(text).toContain('tts_connections_total{protocol="echo"} 1');
  expect(text).toContain('tts_disconnects_total{protocol="echo",code="1000"} 1');
});

it('a reason that is too long is cut between characters', async () => {
  await start({ converse: async (socket) => socket.close(4000, `a${'ü'.repeat(100)}`) });
  await client.upgrade('/echo/a');
  expect(await client.closeFrame()).toEqual({ code: 4000, reason: `a${'ü'.repeat(61)}` });
});

it('a close code that no frame may carry costs its own connection only', async () => {
  const { port } = await start({
    converse: () => Promise.reject(speechError('forbidden')),
    protocols: [badFarewell()],
  });
  await client.upgrade('/echo/a');
  await client.over;
  const other = await rawClient(port);
  expect(await other.upgrade('/echo/a')).toMatch(/ 101 /);
  other.socket.destroy();
});

it('tells the conversation that the client is gone as soon as its close frame is there', async () => {
  const gone = promised<unknown>();
  const left = promised();
  await start({
    async converse(socket) {
      socket.signal.addEventListener('abort', () => left.settle());
      gone.settle(await socket.next());
    },
  });
  await client.upgrade('/echo/a');
  // The close frame is not followed by the end of the connection.
  client.write(frame('', { opcode: 8 }));
  await left.promise;
  expect(await gone.promise).toBeUndefined();
});

it.each(['end', 'destroy'] as const)(
  'tells it as soon as the connection is gone without a close frame: %s',
  async (how) => {
    const left = promised();
    await start({
      async converse(socket) {
        await new Promise((resolve) => socket.signal.addEventListener('abort', resolve));
        await socket.send('to nobody');
        left.settle();
      },
    });
    await client.upgrade('/echo/a');
    client.socket[how]();
    await left.promise;
    expect((await server.logged('closed')).close_code).toBe(1006);
  },
);

it('a signal that is asked for late is aborted already', async () => {
  const aborted = promised<boolean>();
  await start({
    async converse(socket) {
      while ((await socket.next()) !== undefined);
      aborted.settle(socket.signal.aborted);
    },
  });
  await client.upgrade('/echo/a');
  client.socket.end();
  expect(await aborted.promise).toBe(true);
});

it('hands out what had arrived before the client left', async () => {
  const start1 = promised();
  const heard = promised<unknown[]>();
  await start({
    async converse(socket) {
      await start1.promise;
      const messages: unknown[] = [];
      for await (const message of socket) messages.push(message);
      heard.settle(messages);
    },
  });
  await client.upgrade('/echo/a');
  client.write(Buffer.concat([frame('one'), frame('two'), frame('', { opcode: 8 })]));
  await client.closeFrame();
  start1.settle();
  expect(await heard.promise).toEqual(['one', 'two']);
});

it('answers every ping, and tells those who asked for them of each', async () => {
  const pinged = promised();
  let pings = 0;
  await start({
    async converse(socket) {
      socket.onPing(() => {
        pings += 1;
        if (pings === 2) pinged.settle();
      });
      await pinged.promise;
      await socket.send('two');
    },
  });
  await client.upgrade('/echo/a');
  client.write(Buffer.concat([frame('a', { opcode: 9 }), frame('b', { opcode: 9 })]));
  const frames = [await client.nextFrame(), await client.nextFrame(), await client.nextFrame()];
  expect(frames.map(({ opcode, payload }) => [opcode, payload.toString()])).toEqual([
    [10, 'a'],
    [10, 'b'],
    [1, 'two'],
  ]);
});

it('stops reading from a client whose messages nobody takes, and goes on when they are taken', async () => {
  const open = promised<MessageSocket>();
  const done = promised();
  await start({
    limits: { inboxMessages: 4 },
    async converse(socket) {
      open.settle(socket);
      await done.promise;
    },
  });
  await client.upgrade('/echo/a');
  const socket = await open.promise;
  const big = 'x'.repeat(60_000);
  const sent = 400;
  const written = promised();
  for (let count = 0; count < sent; count++)
    client.socket.write(frame(big), count === sent - 1 ? () => written.settle() : undefined);
  // 24 MB fit in no kernel's buffers: the client still has some when nothing moves any more.
  let before = -1;
  for (let quiet = 0; quiet < 200; quiet = client.socket.writableLength === before ? quiet + 1 : 0) {
    before = client.socket.writableLength;
    await new Promise(setImmediate);
  }
  expect(before).toBeGreaterThan(0);
  let taken = 0;
  while (taken < sent && (await socket.next()) !== undefined) taken++;
  await written.promise;
  expect(taken).toBe(sent);
  done.settle();
});

it('keeps the order of messages and farewell, however they were batched', async () => {
  await start({
    async converse(socket) {
      for (let count = 0; count < 50; count++) await socket.send(String(count));
      throw speechError('rate-limited');
    },
  });
  await client.upgrade('/echo/a');
  for (let count = 0; count < 50; count++) expect((await client.nextFrame()).payload.toString()).toBe(String(count));
  expect((await client.nextFrame()).payload.toString()).toBe('sorry: rate-limited');
  expect((await client.closeFrame()).code).toBe(1008);
});

function badFarewell(): Protocol {
  return {
    name: 'bad',
    routes: [
      {
        type: 'websocket',
        path: '/echo/:room',
        maxMessageBytes: 1024,
        accept: async (_, __, visit) => ({
          converse: async () => {
            if (visit.params.room === 'a') throw speechError('forbidden');
          },
        }),
      },
    ],
    refuse: () => new Response(null, { status: 400 }),
    farewell: () => ({ code: 1006, reason: '' }),
  };
}
