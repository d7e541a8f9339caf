import { expect, it } from 'vitest';
import { createOriginPolicy } from './origin.js';

const listed = ['https://good.example/', 'HTTPS://Other.example:8443'];
const policy = createOriginPolicy({ listed, keyed: true });

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
  expect(createOriginPolicy({ listed: ['*'], keyed: false }).permits('null', 'api.example.com')).toBe(true);
});

it.each([
  // A page that rebinds its own name to this machine comes with an Origin and a Host that agree.
  ['http://evil.example:8080', 'evil.example:8080', false],
  ['http://api.example.com', 'api.example.com', false],
  ['https://good.example', 'api.example.com', true],
  ['http://localhost:8080', 'localhost:8080', true],
  ['http://127.0.0.1:3000', '127.0.0.1:8080', true],
  [undefined, 'evil.example:8080', true],
])('without keys, a page of %s at %s: %s', (origin, host, welcome) => {
  expect(createOriginPolicy({ listed, keyed: false }).permits(origin, host)).toBe(welcome);
});
