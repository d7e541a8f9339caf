import { expect, it } from 'vitest';
import { createOriginPolicy } from './origin.js';

const policy = createOriginPolicy(['https://good.example/', 'HTTPS://Other.example:8443']);

it.each([
  [undefined, 'api.example.com', true],
  ['https://good.example', 'api.example.com', true],
  ['https://other.example:8443', 'api.example.com', true],
  ['https://api.example.com', 'api.example.com', true],
  ['https://api.example.com', 'API.example.com:443', true],
  ['http://localhost:5173', 'api.example.com', true],
  ['http://127.0.0.1', 'api.example.com', true],
  ['http://[::1]:3000', 'api.example.com', true],
  ['null', 'api.example.com', false],
  ['', 'api.example.com', false],
  ['https://good.example.evil.com', 'api.example.com', false],
  ['https://evil.com/https://good.example', 'api.example.com', false],
  ['https://api.example.com@evil.com', 'api.example.com', false],
  ['http://localhost.evil.com', 'api.example.com', false],
  ['http://127.0.0.1.evil.com', 'api.example.com', false],
  ['https://api.example.com:8443', 'api.example.com', false],
  ['https://evil.com', undefined, false],
  ['file://', undefined, false],
])('a page of %s at %s: %s', (origin, host, welcome) => {
  expect(policy.permits(origin, host)).toBe(welcome);
});

it('a star lets every page in', () => {
  expect(createOriginPolicy(['*']).permits('null', 'api.example.com')).toBe(true);
});
