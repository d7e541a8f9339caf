/** RFC 6455 frames, as far as a client of our own server needs them: no extensions, no checks of the peer. */

export type FrameType = 'text' | 'binary' | 'close' | 'ping' | 'pong';

export interface FrameHandler {
  /** A whole text message. */
  text(message: string): void;
  /** Bytes of a binary message as they arrive; `last` with the message's end. Valid only during the call. */
  binary(piece: Buffer, last: boolean): void;
  /** A close frame's payload. */
  close(payload: Buffer): void;
  ping(payload: Buffer): void;
}

const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } satisfies Record<FrameType, number>;

/** One unfragmented, masked frame. The mask is zero, which the protocol allows and which costs the client nothing. */
export function frame(type: FrameType, payload: Uint8Array): Buffer {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const bytes = Buffer.alloc(2 + extra + 4 + length);
  bytes[0] = 0x80 | opcodes[type];
  bytes[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) bytes.writeUInt16BE(length, 2);
  if (extra === 8) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.set(payload, 2 + extra + 4);
  return bytes;
}

/** Reads a server's frames from a stream of bytes that may be cut anywhere. Audio is handed on without being
 *  copied or collected: a load client that works for its bytes measures itself. */
export function createFrameReader(handler: FrameHandler): (bytes: Buffer) => void {
  const header = Buffer.alloc(10);
  let headerBytes = 0;
  let payloadLeft = -1; // -1: inside a header
  let opcode = 0;
  let messageOpcode = 0;
  let final = true;
  let collected: Buffer[] = [];

  const begin = (): void => {
    payloadLeft = payloadLength(header);
    headerBytes = 0;
    opcode = header[0]! & 0x0f;
    final = (header[0]! & 0x80) !== 0;
    if (opcode === opcodes.text || opcode === opcodes.binary) messageOpcode = opcode;
  };

  const take = (piece: Buffer): void => {
    payloadLeft -= piece.length;
    const control = opcode >= opcodes.close;
    const ended = payloadLeft === 0;
    if (ended) payloadLeft = -1;
    if (!control && messageOpcode === opcodes.binary) {
      handler.binary(piece, ended && final);
      return;
    }
    collected.push(Buffer.from(piece));
    if (!ended || !(final || control)) return;
    const payload = Buffer.concat(collected);
    collected = [];
    deliver(control ? opcode : messageOpcode, payload);
  };

  const deliver = (kind: number, payload: Buffer): void => {
    if (kind === opcodes.text) handler.text(payload.toString('utf8'));
    else if (kind === opcodes.close) handler.close(payload);
    else if (kind === opcodes.ping) handler.ping(payload);
  };

  return (bytes) => {
    let at = 0;
    while (at < bytes.length) {
      if (payloadLeft < 0) {
        header[headerBytes] = bytes[at]!;
        headerBytes += 1;
        at += 1;
        if (headerBytes < headerLength(header, headerBytes)) continue;
        begin();
        if (payloadLeft === 0) take(empty);
        continue;
      }
      const end = Math.min(bytes.length, at + payloadLeft);
      take(bytes.subarray(at, end));
      at = end;
    }
  };
}

const empty = Buffer.alloc(0);

function headerLength(header: Buffer, known: number): number {
  if (known < 2) return 2;
  const short = header[1]! & 0x7f;
  return short < 126 ? 2 : short === 126 ? 4 : 10;
}

function payloadLength(header: Buffer): number {
  const short = header[1]! & 0x7f;
  if (short < 126) return short;
  return short === 126 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2));
}
