import { describe, expect, it } from 'vitest';
import { parse } from './messages.js';

const read = (message: object) => parse(JSON.stringify(message));

describe('what a client says', () => {
  it.each([[{ type: 'text', text: 'Hi ' }], [{ text: 'Hi ' }], [{ type: null, command: null, text: 'Hi ' }]])(
    'is text: %o',
    (message) => {
      expect(read(message)).toEqual({ type: 'text', text: 'Hi ' });
    },
  );

  it('may be no text at all, or half a character', () => {
    expect(read({ type: 'text', text: '' })).toEqual({ type: 'text', text: '' });
    expect(parse('{"text":"\\ud83d"}')).toEqual({ type: 'text', text: '\ud83d' });
  });

  it.each([
    [{ type: 'flush', nonce: 3 }, 3],
    [{ command: 'flush', nonce: '3' }, 3],
    [{ flush: true }, 0],
    [{ flush: 'true', nonce: null }, 0],
  ])('is a flush: %o', (message, nonce) => {
    expect(read(message)).toEqual({ type: 'flush', nonce });
  });

  it.each([
    [{ type: 'reset', nonce: 3 }, { report: false }],
    [{ command: 'reset', nonce: 3, report: 'true' }, { report: true }],
    [
      { type: 'reset', nonce: 3, played_ms: 12.5 },
      { report: true, playedMs: 12.5 },
    ],
    [
      { type: 'reset', nonce: 3, played_ms: -1, report: false },
      { report: true, playedMs: 0 },
    ],
  ])('is a reset: %o', (message, asked) => {
    expect(read(message)).toEqual({ type: 'reset', nonce: 3, ...asked });
  });

  it.each([{ type: 'finish' }, { command: 'eof' }, { eof: true }, { eof: 'true' }])('is the end: %o', (message) => {
    expect(read(message)).toEqual({ type: 'finish' });
  });

  it('is an acknowledgement', () => {
    expect(read({ type: 'ack', bytes: 9600 })).toEqual({ type: 'ack', bytes: 9600 });
  });

  it.each([
    ['invalid-message', '{"type":"text"'],
    ['invalid-message', '[]'],
    ['invalid-message', '{}'],
    ['invalid-message', '{"type":"flush_complete"}'],
    ['invalid-message', '{"flush":false}'],
    ['invalid-request', '{"type":"text","text":null}'],
    ['invalid-request', '{"type":"flush","nonce":1.5}'],
    ['invalid-request', '{"type":"flush","nonce":{}}'],
    ['invalid-request', '{"type":"reset","nonce":1,"played_ms":"soon"}'],
    ['invalid-request', '{"type":"ack","bytes":[]}'],
  ])('is nothing, and %s: %s', (code, message) => {
    expect(() => parse(message)).toThrow(expect.objectContaining({ code }));
  });

  it('is never binary, nor quoted back', () => {
    expect(() => parse(new Uint8Array(1))).toThrow(expect.objectContaining({ code: 'unsupported-message' }));
    expect(() => parse('secret words')).toThrow(/^(?!.*secret)/);
  });
});
