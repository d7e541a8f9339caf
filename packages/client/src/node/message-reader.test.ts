import { describe, expect, it } from 'vitest';
import type { Incoming } from './message-reader.js';
import { MessageReader } from './message-reader.js';
import { serverFrame } from './raw-server.test.kit.js';

function readAll(bytes: Buffer, pieceLength = bytes.length): unknown[] {
  const reader = new MessageReader(100_000);
  const messages: unknown[] = [];
  for (let from = 0; from < bytes.length; from += pieceLength) {
    reader.push(bytes.subarray(from, from + pieceLength));
    for (let message = reader.next(); message !== undefined; message = reader.next()) messages.push(plain(message));
  }
  return messages;
}

function plain(message: Incoming): unknown {
  if (message.type === 'binary') return Buffer.from(message.bytes).toString();
  return message.type === 'text' ? message.text : message;
}

const close = (...bytes: number[]) => serverFrame(8, new Uint8Array(bytes));

describe('what a server sends', () => {
  it.each([1, 2, 3, 7, 100_000])('is the same in pieces of %i bytes', (pieceLength) => {
    const frames = [
      serverFrame(1, 'Größe 😀'),
      serverFrame(2, ''),
      serverFrame(2, 'x'.repeat(125)),
      serverFrame(2, 'y'.repeat(126)),
      serverFrame(1, 'z'.repeat(70_000)),
      serverFrame(1, Buffer.from('ü').subarray(0, 1), false),
      serverFrame(9, 'ping'),
      serverFrame(0, '', false),
      serverFrame(0, Buffer.from('ü').subarray(1)),
      serverFrame(10, ''),
      close(3, 232, 98, 121, 101),
    ];
    expect(readAll(Buffer.concat(frames), pieceLength)).toEqual([
      'Größe 😀',
      '',
      'x'.repeat(125),
      'y'.repeat(126),
      'z'.repeat(70_000),
      { type: 'ping', payload: Buffer.from('ping') },
      'ü',
      { type: 'pong', payload: Buffer.alloc(0) },
      { type: 'close', code: 1000, reason: 'bye' },
    ]);
  });

  it('may close without a code', () => {
    expect(readAll(close())).toEqual([{ type: 'close', code: 1005, reason: '' }]);
  });

  it('is copied, into a buffer of its own', () => {
    const reader = new MessageReader(100);
    const bytes = Buffer.concat([serverFrame(2, 'abc'), serverFrame(2, 'def')]);
    reader.push(bytes);
    const message = reader.next();
    bytes.fill(0);
    expect(message).toEqual({ type: 'binary', bytes: new Uint8Array([97, 98, 99]).buffer });
  });

  it.each([
    ['extension bits', Buffer.from([0xc1, 0]), 1002],
    ['masks', Buffer.from([0x81, 0x80, 0, 0, 0, 0]), 1002],
    ['unknown data frames', Buffer.from([0x83, 0]), 1002],
    ['unknown control frames', Buffer.from([0x8b, 0]), 1002],
    ['fragments of control frames', Buffer.from([0x09, 0]), 1002],
    ['control frames that are too long', Buffer.from([0x89, 126, 0, 126]), 1002],
    ['a continuation of nothing', serverFrame(0, 'x'), 1002],
    ['a message within another', Buffer.concat([serverFrame(1, 'x', false), serverFrame(1, 'y')]), 1002],
    ['text that is not UTF-8', serverFrame(1, new Uint8Array([0xc3, 0x28])), 1007],
    ['a reason that is not UTF-8', close(3, 232, 0xff), 1007],
    ['half a close code', close(3), 1002],
    ['a close code that is for events only', close(3, 237), 1002],
    ['a close code out of range', close(0, 1), 1002],
    ['a message that is too long', Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 1, 0x86, 0xa1]), 1009],
    ['a message whose length fits in no number', Buffer.from([0x82, 127, ...Array(8).fill(255)]), 1009],
    [
      'fragments that are too long together',
      Buffer.concat([serverFrame(2, 'x'.repeat(99_999), false), serverFrame(0, 'xx')]),
      1009,
    ],
    [
      'a million tiny fragments',
      Buffer.concat([serverFrame(2, 'x', false), ...Array(20_000).fill(serverFrame(0, '', false))]),
      1009,
    ],
  ])('may not be %s', (_, bytes, code) => {
    expect(() => readAll(bytes)).toThrow(expect.objectContaining({ name: 'ProtocolError', code }));
  });
});
