import { describe, expect, it } from 'vitest';
import { identify } from './credential.js';

const identified = (headers: Record<string, string>, strict = false) => identify(new Headers(headers), strict);

describe('who a client says it is', () => {
  it.each(['Token', 'token', 'Bearer', 'bearer', 'TOKEN'])('H1 is read after "%s"', (scheme) => {
    expect(identified({ authorization: `${scheme} key-1` })).toEqual({
      credential: { kind: 'either', secret: 'key-1' },
      subprotocol: undefined,
      bySubprotocol: false,
    });
  });

  it.each([
    ['token, key-1', 'token', 'key-1'],
    ['bearer, a.b.c', 'bearer', 'a.b.c'],
    ['token,key-1,x-deepgram-session-id,0198c1f2-7a10-7c3e-9b54-2f6d1c8e4a01', 'token', 'key-1'],
    ['Token, key-1', 'Token', 'key-1'],
  ])('H2 is read from the subprotocols "%s", of which the scheme is chosen', (offered, subprotocol, secret) => {
    expect(identified({ 'sec-websocket-protocol': offered })).toEqual({
      credential: { kind: 'either', secret },
      subprotocol,
      bySubprotocol: true,
    });
  });

  it('H2 chooses no subprotocol where none of ours was offered', () => {
    expect(identified({})).toEqual({ credential: undefined, subprotocol: undefined, bySubprotocol: false });
    expect(identified({ 'sec-websocket-protocol': 'chat, superchat' }).subprotocol).toBeUndefined();
    expect(identified({ 'sec-websocket-protocol': 'token' }).subprotocol).toBeUndefined();
  });

  it('is the header where both are given, and a subprotocol is chosen all the same', () => {
    const both = { authorization: 'Token header-key', 'sec-websocket-protocol': 'token, other-key' };
    expect(identified(both)).toEqual({
      credential: { kind: 'either', secret: 'header-key' },
      subprotocol: 'token',
      bySubprotocol: false,
    });
  });

  it('tells keys from tokens by the scheme when it is strict', () => {
    expect(identified({ authorization: 'Token k' }, true).credential?.kind).toBe('key');
    expect(identified({ authorization: 'Bearer t' }, true).credential?.kind).toBe('token');
  });

  it('is nobody with another scheme', () => {
    expect(identified({ authorization: 'Basic abc' }).credential).toBeUndefined();
    expect(identified({ authorization: 'Token' }).credential).toBeUndefined();
  });
});
