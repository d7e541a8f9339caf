import type { WebSocketClass } from './websocket.js';

/**
 * The given class, else the platform's, else our own for Node 20. The latter needs Node's modules, so it is reached over
 * an import that package.json maps to it under the condition `node` only: a bundle for browsers never contains it.
 */
export async function findWebSocket(given: WebSocketClass | undefined): Promise<WebSocketClass> {
  const platform: WebSocketClass | undefined = globalThis.WebSocket;
  const found = given ?? platform;
  if (found !== undefined) return found;
  const { builtInWebSocket } = await import('#built-in-websocket');
  return builtInWebSocket();
}
