import { expect, it } from 'vitest';
import { readAddress } from './address.js';

it('an address is a WebSocket’s, however it was pasted', () => {
  const read = {
    ' ws://127.0.0.1:3000/ ': 'ws://127.0.0.1:3000/',
    'wss://a.example/x?y#rc=2': 'wss://a.example/x?y#rc=2',
    'http://localhost:3000': 'ws://localhost:3000',
    'HTTPS://a.example/': 'wss://a.example/',
    '127.0.0.1:3000/agent': 'ws://127.0.0.1:3000/agent',
    'localhost:3000': 'ws://localhost:3000',
    '': '',
  };
  for (const [text, address] of Object.entries(read)) expect(readAddress(text)).toBe(address);
});
