/** The WebSockets that the client is used with in Node. */

import type { WebSocketClass } from '@glottis/client';
import { NodeWebSocket } from '@glottis/client/node';
import { WebSocket } from 'ws';

/** Node 20 has none of its own, and then the first two are the same. */
export const clientSockets: readonly (readonly [name: string, socket: WebSocketClass | undefined])[] = [
  ['whatever is there', undefined],
  ['its own WebSocket', NodeWebSocket],
  ['the WebSocket of ws', WebSocket],
];
