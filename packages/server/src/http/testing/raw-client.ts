/** A client that writes bytes, for everything that well-behaved libraries will not do. */

import { connect, type Socket } from 'node:net';

export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

export interface RawClient {
  readonly socket: Socket;
  write(bytes: string | Buffer): void;
  /** Reads up to and with `end`. */
  readUntil(end: string): Promise<string>;
  /** Asks for a WebSocket; the answer's head. */
  upgrade(path: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  /** The server's next frame. */
  nextFrame(): Promise<Frame>;
  /** The server's close frame; frames before it are skipped. */
  closeFrame(): Promise<{ readonly code: number; readonly reason: string }>;
  /** Everything that was not read yet, up to the end of the connection. */
  rest(): Promise<string>;
  /** Settles when the connection is over, however. */
  readonly over: Promise<void>;
}

export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let buffered = Buffer.alloc(0);
  let ended = false;
  let changed = () => {};
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    buffered = Buffer.concat([buffered, chunk]);
    changed();
  });
  const over = new Promise<void>((resolve) => {
    const end = () => {
      ended = true;
      changed();
      resolve();
    };
    socket.on('end', end).on('close', end);
  });

  async function readWhen<T>(attempt: () => T | undefined): Promise<T> {
    for (;;) {
      const result = attempt();
      if (result !== undefined) return result;
      if (ended) throw new Error(`the connection ended after ${JSON.stringify(buffered.toString('latin1', 0, 200))}`);
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  }

  function take(length: number): Buffer {
    const head = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    return head;
  }

  function readFrame(): Frame | undefined {
    if (buffered.length < 2) return undefined;
    const short = buffered.readUInt8(1) & 0x7f;
    const headLength = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (buffered.length < headLength) return undefined;
    const length =
      short === 127 ? Number(buffered.readBigUInt64BE(2)) : short === 126 ? buffered.readUInt16BE(2) : short;
    if (buffered.length < headLength + length) return undefined;
    const opcode = take(headLength).readUInt8(0) & 0x0f;
    return { opcode, payload: Buffer.from(take(length)) };
  }

  const client: RawClient = {
    socket,
    over,
    write: (bytes) => void socket.write(bytes),
    readUntil: (end) =>
      readWhen(() => {
        const at = buffered.indexOf(end);
        return at < 0 ? undefined : take(at + end.length).toString('latin1');
      }),
    upgrade(path, headers = {}) {
      client.write(handshake(path, headers));
      return client.readUntil('\r\n\r\n');
    },
    nextFrame: () => readWhen(readFrame),
    async closeFrame() {
      for (;;) {
        const frame = await client.nextFrame();
        if (frame.opcode === 8) return closingOf(frame.payload);
      }
    },
    async rest() {
      await over;
      return take(buffered.length).toString('latin1');
    },
  };
  return client;
}

/** A close frame without a code counts as 1005. */
function closingOf(payload: Buffer) {
  if (payload.length < 2) return { code: 1005, reason: '' };
  return { code: payload.readUInt16BE(0), reason: payload.toString('utf8', 2) };
}

/** A header that is named here replaces the usual one; an empty one is left out. */
export function handshake(path: string, headers: Readonly<Record<string, string>> = {}): string {
  const all: Record<string, string> = {
    Host: '127.0.0.1',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : `${name}: ${value}`));
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

export interface FrameOptions {
  readonly opcode?: number;
  readonly fin?: boolean;
  readonly rsv1?: boolean;
  readonly masked?: boolean;
  /** What the header says, where that is not the payload's length. */
  readonly announced?: number;
}

/** One client's frame, masked with zeros. */
export function frame(payload: string | Buffer, options: FrameOptions = {}): Buffer {
  const { opcode = 1, fin = true, rsv1 = false, masked = true } = options;
  const body = Buffer.from(payload);
  const length = options.announced ?? body.length;
  const head = Buffer.alloc(length > 65_535 ? 10 : length > 125 ? 4 : 2);
  head.writeUInt8(opcode | (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0), 0);
  head.writeUInt8((length > 65_535 ? 127 : length > 125 ? 126 : length) | (masked ? 0x80 : 0), 1);
  if (length > 65_535) head.writeBigUInt64BE(BigInt(length), 2);
  else if (length > 125) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, masked ? Buffer.alloc(4) : Buffer.alloc(0), body]);
}
