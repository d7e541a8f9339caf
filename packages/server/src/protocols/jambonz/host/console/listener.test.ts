import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createListener, type Listener } from '../../../../http/listener.js';
import { createMetrics } from '../../../../telemetry/metrics.js';
import { answered, completed, openDoors } from '../doors.test.kit.js';
import { consolePath } from './routes.js';

let listener: Listener | undefined;
afterEach(() => listener?.close());

/** A console over a real connection, after its hello. */
async function connected() {
  const { host, protocol, speech } = await openDoors();
  listener = createListener({ protocols: [protocol], speech, metrics: createMetrics({ process: false }) });
  const { main } = await listener.listen({ host: '127.0.0.1', port: 0 });
  const socket = new WebSocket(`ws://127.0.0.1:${main.port}${consolePath}`);
  const closed = once(socket, 'close').then(([code]) => code as number);
  const hear = async () => {
    const [data, isBinary] = (await once(socket, 'message')) as [Buffer, boolean];
    return isBinary ? [...data] : JSON.parse(data.toString());
  };
  await once(socket, 'open');
  const say = async (message: object) => {
    const answer = hear();
    socket.send(JSON.stringify(message));
    return answer;
  };
  expect(await say({ type: 'hello' })).toMatchObject({ type: 'ready' });
  return { host, url: `http://127.0.0.1:${main.port}`, socket, closed, hear, say };
}

it('calls over a real connection, hears samples, and hangs up by going away', async () => {
  const { host, socket, say, hear } = await connected();
  expect(await say({ type: 'call', application: 'agent' })).toMatchObject({ type: 'calling' });
  const [call] = host.calls;
  const status = hear();
  call!.become(answered);
  expect(await status).toMatchObject({ type: 'status', call_status: 'in-progress' });
  const audio = hear();
  call!.order.phone.hear(new Int16Array([1, -1]), 0);
  expect(await audio).toEqual([1, 0, 255, 255]);
  socket.terminate();
  await call!.done(1);
  expect(call!.deeds).toEqual(['hang up']);
});

it('rings for a request to the REST of calls', async () => {
  const { host, url, say, hear } = await connected();
  const bell = hear();
  const response = await fetch(`${url}/v1/Accounts/acct/Calls`, {
    method: 'POST',
    body: JSON.stringify({ application_sid: 'agent', from: '1', to: { type: 'user', name: 'console' } }),
  });
  expect(response.status).toBe(201);
  expect(await bell).toMatchObject({ type: 'ringing', from: '1', to: 'console' });
  expect(await say({ type: 'dance' })).toMatchObject({ type: 'error' });
  const last = hear();
  host.calls[0]!.become(completed);
  expect(await last).toMatchObject({ call_status: 'completed', duration: 7 });
});

it('is told what is too large, and closed', async () => {
  const { say, closed } = await connected();
  expect(await say({ type: 'say', text: 'a'.repeat(300_000) })).toMatchObject({ type: 'error' });
  expect(await closed).toBe(1009);
});
