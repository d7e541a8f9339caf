/** What Node may import besides: the WebSocket that is used where the platform has none, to configure or to prefer it. */

export type { NodeWebSocketOptions } from './websocket.js';
export { NodeWebSocket } from './websocket.js';
