import { describe, expect, it } from 'vitest';
import { parse, warning } from './messages.js';

describe('the messages of a client', () => {
  it('reads the four commands, and ignores fields it does not know', () => {
    expect(parse('{"type":"Speak","text":"Hi","voice":"x"}')).toEqual({ type: 'Speak', text: 'Hi' });
    for (const type of ['Flush', 'Clear', 'Close']) expect(parse(JSON.stringify({ type, extra: 1 }))).toEqual({ type });
  });

  it('C5 takes Reset for Clear, Text for Speak, and lets KeepAlive pass', () => {
    expect(parse('{"type":"Reset"}')).toEqual({ type: 'Clear' });
    expect(parse('{"type":"Text","text":"Hi"}')).toEqual({ type: 'Speak', text: 'Hi' });
    expect(parse('{"type":"KeepAlive"}')).toEqual({ type: 'KeepAlive' });
  });

  it('F11 takes any text that JSON can carry', () => {
    for (const text of ['', '  ', '👩‍🚀 go', 'שלום', '\ud83d', '\0', 'x'.repeat(2001)]) {
      expect(parse(JSON.stringify({ type: 'Speak', text }))).toEqual({ type: 'Speak', text });
    }
  });

  it('B1 does not understand binary', () => {
    expect(() => parse(new Uint8Array([1]))).toThrow(expect.objectContaining({ code: 'unsupported-message' }));
  });

  it.each([
    ['not JSON', 'Speak'],
    ['a JSON array', '[]'],
    ['null', 'null'],
    ['a string', '"Flush"'],
    ['an unknown type', '{"type":"Shout"}'],
    ['no type', '{}'],
    ['a text that is a number', '{"type":"Speak","text":1}'],
    ['a missing text', '{"type":"Speak"}'],
  ])('B2 refuses %s', (_, message) => {
    expect(() => parse(message)).toThrow(expect.objectContaining({ code: 'invalid-message' }));
  });

  it('does not repeat a text that is not understood', () => {
    let seen: unknown;
    try {
      parse('{"type":"Speak","text":"secret words"');
    } catch (error) {
      seen = error;
    }
    expect(seen).toBeInstanceOf(Error);
    expect(`${(seen as Error).message}${(seen as Error).cause ?? ''}`).not.toContain('secret');
  });

  it('reads how far the listener has heard, and ignores an offset in another shape', () => {
    const clear = (playback_offset: unknown) => parse(JSON.stringify({ type: 'Clear', playback_offset }));
    expect(clear({ type: 'time_ms', value: 120.5 })).toEqual({ type: 'Clear', playedMs: 120.5 });
    for (const offset of [null, 5, 'x', {}, { type: 'time_ms' }, { type: 'time_ms', value: -1 }, { value: 3 }]) {
      expect(clear(offset)).toEqual({ type: 'Clear' });
    }
  });
});

it('names a warning in both of the ways that clients read', () => {
  expect(warning('A', 'b')).toEqual({
    type: 'Warning',
    code: 'A',
    description: 'b',
    warn_code: 'A',
    warn_msg: 'b',
  });
});
