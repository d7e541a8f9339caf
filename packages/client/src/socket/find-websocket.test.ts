import { afterEach, expect, it, vi } from 'vitest';
import { NodeWebSocket } from '../node/websocket.js';
import { fakeWebSocket } from './fake-websocket.test.kit.js';
import { findWebSocket } from './find-websocket.js';
import { builtInWebSocket } from './none-built-in.js';

const { WebSocket: given } = fakeWebSocket();
const { WebSocket: platform } = fakeWebSocket();

afterEach(() => vi.unstubAllGlobals());

it('prefers the class that is given', async () => {
  vi.stubGlobal('WebSocket', platform);
  expect(await findWebSocket(given)).toBe(given);
});

it('takes that of the platform otherwise', async () => {
  vi.stubGlobal('WebSocket', platform);
  expect(await findWebSocket(undefined)).toBe(platform);
});

it('has its own in a Node without one', async () => {
  vi.stubGlobal('WebSocket', undefined);
  expect(await findWebSocket(undefined)).toBe(NodeWebSocket);
});

it('asks for one where there is none at all', () => {
  expect(builtInWebSocket).toThrow(/new Glottis\({ WebSocket }\)/);
});
