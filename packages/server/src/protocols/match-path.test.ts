import { expect, it } from 'vitest';
import { matchPath } from './match-path.js';

it.each([
  ['/v1/speak', '/v1/speak', {}],
  ['/v1/models/:id', '/v1/models/aura', { id: 'aura' }],
  ['/v1/:kind/:id/sample', '/v1/x/y/sample', { kind: 'x', id: 'y' }],
  ['/v1/tts/*model', '/v1/tts/slng/deepgram/aura:2-en', { model: 'slng/deepgram/aura:2-en' }],
  ['/v1/tts/*model', '/v1/tts/slng%2Fdeepgram%2Faura%3A2-en', { model: 'slng/deepgram/aura:2-en' }],
  ['/v1/:kind/*rest', '/v1/tts/a', { kind: 'tts', rest: 'a' }],
])('reads by %s the path %s', (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params);
});

it.each([
  ['a%2Fb', 'a/b'],
  ['a%20b', 'a b'],
  ['%zz', '%zz'],
  ['100%', '100%'],
  ['%C3%28', '%C3%28'],
])('decodes %s where it can', (part, id) => {
  expect(matchPath('/v1/models/:id', `/v1/models/${part}`)).toEqual({ id });
});

it.each(['/', '', '/v1', '/v1/models', '/v1/models/', '//v1/models/a', '/V1/models/a', '/v1/models/a/b'])(
  'finds in %j no model',
  (path) => {
    expect(matchPath('/v1/models/:id', path)).toBeUndefined();
  },
);

it.each(['/v1/tts', '/v1/tts/', '/v1', '/v1/stt/a'])('finds in %j nothing that is left', (path) => {
  expect(matchPath('/v1/tts/*model', path)).toBeUndefined();
});

it('takes a parameter that is called like something of Object for a name', () => {
  const params = matchPath('/:__proto__/x', '/evil/x');
  expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
  expect(Object.entries(params ?? {})).toEqual([['__proto__', 'evil']]);
});
