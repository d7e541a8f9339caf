/** What a WebSocket alone takes: a message to a bare `ws` server in another process, and back. */

import { fileURLToPath } from 'node:url';
import { startNode } from '../child.js';
import { timesRow } from '../rows.js';
import type { Scenario } from '../scenario.js';
import { sentence } from '../texts.js';
import { connectWebSocket } from '../websocket-client.js';

const echoServer = fileURLToPath(new URL('../echo-server.js', import.meta.url));

export const socketFloor: Scenario = {
  name: 'socket-floor',
  title: 'A bare WebSocket echo',
  async run({ amount, progress }) {
    const child = startNode([echoServer]);
    try {
      const [address] = await child.printed(/ws:\/\/[\w.:]+(?=\s)/);
      progress('echoing');
      const times = await echo(new URL(address), amount(1_000));
      return [timesRow('socket-echo', 'WebSocket floor: message → echo', times)];
    } finally {
      await child.stop();
    }
  },
};

async function echo(url: URL, count: number): Promise<readonly number[]> {
  const times: number[] = [];
  let onEcho = (_at: number): void => {};
  let onClosed = (_reason: string): void => {};
  const connection = await connectWebSocket(url, {
    text: (_message, at) => onEcho(at),
    binary: () => {},
    closed: (reason) => onClosed(reason),
  });
  const warmUp = 200;
  for (let index = -warmUp; index < count; index += 1) {
    const echoed = new Promise<number>((resolve, reject) => {
      onEcho = resolve;
      onClosed = (reason) => reject(new Error(reason));
    });
    const sentAt = connection.send(
      'text',
      Buffer.from(JSON.stringify({ type: 'Speak', text: sentence(index + warmUp) })),
    );
    const echoedAt = await echoed;
    if (index >= 0) times.push(echoedAt - sentAt);
  }
  connection.close();
  return times;
}
