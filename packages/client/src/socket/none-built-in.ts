import { GlottisError } from '../errors.js';
import type { WebSocketClass } from './websocket.js';

/** Stands in for our own WebSocket wherever Node's modules are missing; browsers never come here, as they have one. */
export function builtInWebSocket(): WebSocketClass {
  throw new GlottisError('there is no WebSocket here; give one to the client: new Glottis({ WebSocket })');
}
