import type { WebSocketClass } from '../socket/websocket.js';
import { NodeWebSocket } from './websocket.js';

/** Our own WebSocket. Only package.json leads here, and only in Node. */
export function builtInWebSocket(): WebSocketClass {
  return NodeWebSocket;
}
