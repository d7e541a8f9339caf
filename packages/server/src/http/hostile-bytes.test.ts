import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startEcho } from './testing/echo-server.js';
import { frame, rawClient } from './testing/raw-client.js';

/** Bytes that are close enough to frames to get somewhere. */
const almostFrames = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc
      .record({
        payload: fc.uint8Array({ maxLength: 130 }),
        opcode: fc.nat(15),
        fin: fc.boolean(),
        rsv1: fc.boolean(),
        masked: fc.boolean(),
      })
      .map(({ payload, ...options }) => frame(Buffer.from(payload), options)),
  ),
  { maxLength: 8 },
);

it('no bytes that follow a handshake bring the server down, or leave anything behind', async () => {
  const { listener, port, metrics } = await startEcho();
  const endings = async () => {
    const { text } = await metrics.expose();
    const ended = text.split('\n').filter((line) => line.startsWith('tts_disconnects_total{'));
    return ended.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  };
  let visits = 0;
  await fc.assert(
    fc.asyncProperty(almostFrames, async (pieces) => {
      const client = await rawClient(port);
      expect(await client.upgrade('/echo/a')).toMatch(/ 101 /);
      visits += 1;
      for (const piece of pieces) client.write(piece);
      client.socket.end();
      await client.over;
      client.socket.destroy();
    }),
    { numRuns: 100 },
  );
  // Whoever is still here now never leaves, and the test runs out of time.
  while ((await endings()) < visits) await new Promise(setImmediate);
  const other = await rawClient(port);
  await other.upgrade('/echo/a');
  other.write(frame('fine?'));
  expect((await other.nextFrame()).payload.toString()).toBe('fine?');
  other.socket.destroy();
  await listener.close();
});
