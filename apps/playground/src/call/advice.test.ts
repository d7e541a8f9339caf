import { expect, it } from 'vitest';
import { isLoopback } from './advice.js';

it('knows which addresses are on the same machine', () => {
  for (const address of ['ws://127.0.0.1:3000/', 'wss://localhost', 'ws://[::1]:80/x', 'ws://u:p@127.1.2.3/']) {
    expect([address, isLoopback(address)]).toEqual([address, true]);
  }
  for (const address of ['ws://localhost.example/', 'ws://example.com/?127.0.0.1', 'demo', 'ws://127.0.0.1.example']) {
    expect([address, isLoopback(address)]).toEqual([address, false]);
  }
});
