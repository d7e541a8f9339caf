/** Waits for the events of a WebSocket, in order. */

import type { CloseLike, WebSocketLike } from '../socket/websocket.js';

export type Seen =
  | { readonly type: 'open' }
  | { readonly type: 'message'; readonly data: unknown }
  | { readonly type: 'error'; readonly error: Error }
  | ({ readonly type: 'close' } & CloseLike);

export interface Events {
  /** The next event that nobody has seen yet. */
  next(): Promise<Seen>;
  /** All events up to the close. */
  rest(): Promise<Seen[]>;
}

export function events(socket: WebSocketLike): Events {
  const seen: Seen[] = [];
  const waiting: ((event: Seen) => void)[] = [];
  const see = (event: Seen) => {
    const waiter = waiting.shift();
    if (waiter === undefined) seen.push(event);
    else waiter(event);
  };
  socket.addEventListener('open', () => see({ type: 'open' }));
  socket.addEventListener('message', ({ data }) => see({ type: 'message', data }));
  socket.addEventListener('error', (event) => see({ type: 'error', error: (event as { error: Error }).error }));
  socket.addEventListener('close', ({ code, reason }) => see({ type: 'close', code, reason }));
  const next = async () => seen.shift() ?? (await new Promise<Seen>((resolve) => waiting.push(resolve)));
  return {
    next,
    async rest() {
      const all: Seen[] = [];
      do all.push(await next());
      while (all.at(-1)?.type !== 'close');
      return all;
    },
  };
}
