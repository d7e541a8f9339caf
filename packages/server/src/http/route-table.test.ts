import { expect, it } from 'vitest';
import type { Protocol, Route } from '../protocols/protocol.js';
import { createRouteTable } from './route-table.js';

const http = (method: 'GET' | 'POST', path: string): Route => ({
  type: 'http',
  method,
  path,
  handle: async () => new Response(),
});
const socket = (path: string): Route => ({
  type: 'websocket',
  path,
  maxMessageBytes: 1,
  accept: async () => ({ converse: async () => {} }),
});
const protocol = (name: string, ...routes: Route[]): Protocol => ({
  name,
  routes,
  refuse: () => new Response(),
  farewell: () => ({ code: 1000, reason: '' }),
});

const table = createRouteTable([
  protocol('a', socket('/v1/speak'), http('POST', '/v1/speak'), http('GET', '/v1/models/:id')),
  protocol('b', http('GET', '/v1/models/all'), http('GET', '/v1/:kind/:id/sample')),
]);
const found = (path: string) =>
  table.find(path).map(({ protocol: { name }, route, params }) => [name, route.type, { ...params }]);

it('finds every route of a path', () => {
  expect(found('/v1/speak')).toEqual([
    ['a', 'websocket', {}],
    ['a', 'http', {}],
  ]);
});

it('prefers what is written out', () => {
  expect(found('/v1/models/all').map(([name]) => name)).toEqual(['b', 'a']);
});

it('takes a path for whatever is left only after all others', () => {
  const open = createRouteTable([
    protocol('a', http('GET', '/v1/*rest')),
    protocol('b', http('GET', '/v1/x/:id'), http('GET', '/v1/x/y')),
  ]);
  const names = (path: string) => open.find(path).map(({ route }) => route.path);
  expect(names('/v1/x/y')).toEqual(['/v1/x/y', '/v1/x/:id', '/v1/*rest']);
  expect(names('/v1/nothing/here')).toEqual(['/v1/*rest']);
});

it('reads parameters, decoded where they can be', () => {
  expect(found('/v1/models/a%2Fb')).toEqual([['a', 'http', { id: 'a/b' }]]);
  expect(found('/v1/models/%zz')).toEqual([['a', 'http', { id: '%zz' }]]);
  expect(found('/v1/x/y/sample')).toEqual([['b', 'http', { kind: 'x', id: 'y' }]]);
});

it.each([
  '/',
  '',
  '/v1',
  '/v1/models',
  '/v1/models/',
  '/v1/speak/',
  '//v1/speak',
  '/V1/speak',
  '/v1/models/a/b',
  '/__proto__',
])('finds nothing at %j', (path) => {
  expect(found(path)).toEqual([]);
});

it('takes a parameter that is called like something of Object for a name', () => {
  const odd = createRouteTable([protocol('a', http('GET', '/:__proto__/x'))]);
  const [match] = odd.find('/evil/x');
  expect(Object.getPrototypeOf(match?.params)).toBe(Object.prototype);
});

it('refuses two routes that only differ in the names of their parameters', () => {
  const twice = () => createRouteTable([protocol('a', http('GET', '/x/:id')), protocol('b', http('GET', '/x/:name'))]);
  expect(twice).toThrow('GET /x/: is claimed by both a and b');
});
