/** The frames of RFC 6455: what their numbers mean, and how a client writes them. */

import { randomBytes } from 'node:crypto';

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A control frame has no room for more, in bytes. */
export const maxControlBytes = 125;

/** What the other side did against the protocol, and the code that the close frame says it with. */
export class ProtocolError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ProtocolError';
    this.code = code;
  }
}

/** Whether a close frame may carry this code. */
export function isCloseCode(code: number): boolean {
  const reserved = [1004, 1005, 1006];
  return (code >= 1000 && code <= 1014 && !reserved.includes(code)) || (code >= 3000 && code <= 4999);
}

/** One unfragmented frame, masked as a client must. */
export function frame(opcode: number, payload: Uint8Array): Buffer {
  const prefix = header(opcode, payload.length);
  const mask = randomBytes(4);
  const bytes = Buffer.allocUnsafe(prefix.length + mask.length + payload.length);
  bytes.set(prefix);
  bytes.set(mask, prefix.length);
  const start = prefix.length + mask.length;
  for (let index = 0; index < payload.length; index += 1) {
    bytes[start + index] = (payload[index] as number) ^ (mask[index & 3] as number);
  }
  return bytes;
}

/** The payload of a close frame; the reason is cut, between characters, to what one can hold. */
export function closePayload(code: number, reason: string): Uint8Array {
  const payload = Buffer.alloc(maxControlBytes);
  payload.writeUInt16BE(code);
  const { written } = new TextEncoder().encodeInto(reason, payload.subarray(2));
  return payload.subarray(0, 2 + written);
}

function header(opcode: number, length: number): Buffer {
  const final = 0x80 | opcode;
  const masked = 0x80;
  if (length < 126) return Buffer.from([final, masked | length]);
  if (length < 65_536) return Buffer.from([final, masked | 126, length >> 8, length & 0xff]);
  const bytes = Buffer.alloc(10);
  bytes[0] = final;
  bytes[1] = masked | 127;
  bytes.writeBigUInt64BE(BigInt(length), 2);
  return bytes;
}
