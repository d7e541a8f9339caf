import { expect, it } from 'vitest';
import { isSameServer, nextPlace } from './redirect.js';

const from = (url: string, location: string | undefined, status = 302) =>
  nextPlace(new URL(url), { status, location })?.href;

it.each([
  ['ws://a.example/x/y?q', 'z', 'ws://a.example/x/z'],
  ['ws://a.example/x', '/z?r=1', 'ws://a.example/z?r=1'],
  ['ws://a.example/x', '//b.example/z', 'ws://b.example/z'],
  ['ws://a.example/x', 'https://a.example/z', 'wss://a.example/z'],
  ['ws://a.example/x', 'http://a.example:8080/z', 'ws://a.example:8080/z'],
  ['wss://a.example/x', 'HTTPS://b.example/', 'wss://b.example/'],
  ['ws://a.example/x', 'ftp://a.example/', 'ftp://a.example/'],
])('%s leads with "%s" to %s', (url, location, next) => {
  expect(from(url, location)).toBe(next);
});

it.each(['ws://a.example/', 'http://a.example/'])('never from an encrypted connection to %s', (location) => {
  expect(() => from('wss://a.example/', location)).toThrow(expect.objectContaining({ reason: 'forbidden' }));
});

it.each([
  [302, undefined],
  [302, 'http://['],
  [304, '/z'],
  [200, '/z'],
  [404, '/z'],
])('%i with the location %s leads nowhere', (status, location) => {
  expect(from('ws://a.example/', location, status)).toBeUndefined();
});

it.each([
  ['ws://a.example/x', 'ws://A.example:80/y', true],
  ['wss://a.example/', 'wss://a.example:443/', true],
  ['ws://a.example:8080/', 'wss://a.example:8080/', true],
  ['ws://a.example:443/', 'wss://a.example/', true],
  ['ws://a.example:80/', 'wss://a.example:443/', true],
  ['ws://a.example/', 'wss://a.example:8443/', false],
  ['ws://a.example:8080/', 'wss://a.example/', false],
  ['ws://a.example/', 'ws://a.example:8080/', false],
  ['ws://a.example/', 'ws://b.a.example/', false],
])('%s and %s are the same server: %s', (one, other, expected) => {
  expect(isSameServer(new URL(one), new URL(other))).toBe(expected);
});
