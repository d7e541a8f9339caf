import { expect, it } from 'vitest';
import { createServer } from './server.js';

it('finds the server from the address of the page, whatever view it shows', () => {
  const server = createServer('https://host:8443/speech/?x=1#voices');
  expect(server.base).toBe('https://host:8443/speech');
  expect(server.http('/v1/speak')).toBe('https://host:8443/speech/v1/speak');
  expect(server.ws('/v1/speak')).toBe('wss://host:8443/speech/v1/speak');
});

it('finds the metrics at the root, below no prefix', () => {
  expect(createServer('http://host/speech/').root('/metrics')).toBe('http://host/metrics');
});
