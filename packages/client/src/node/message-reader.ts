import { ByteQueue } from './byte-queue.js';
import { isCloseCode, maxControlBytes, opcodes, ProtocolError } from './frames.js';

/** What a server says. Fragments are put together already. */
export type Incoming =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'binary'; readonly bytes: ArrayBuffer }
  | { readonly type: 'ping' | 'pong'; readonly payload: Buffer }
  | { readonly type: 'close'; readonly code: number; readonly reason: string };

interface Header {
  readonly final: boolean;
  readonly opcode: number;
  readonly length: number;
}

/** Each fragment costs memory of its own, so that a message of a million one-byte fragments is too long as well. */
const maxFragments = 16_384;
/** What the close event says when the frame had no code. */
const noCode = 1005;

/** Makes messages of the bytes of a server. Holds at most one message, and what was pushed and not asked for yet. */
export class MessageReader {
  readonly #maxMessageBytes: number;
  readonly #queue = new ByteQueue();
  #header: Header | undefined;
  #fragments: Buffer[] = [];
  #fragmentBytes = 0;
  /** Of the message whose fragments are being collected. */
  #opcode: number | undefined;

  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
  }

  push(chunk: Buffer): void {
    this.#queue.push(chunk);
  }

  /** The next message, if it is complete. Throws a ProtocolError for what no server may send, and for what is too long. */
  next(): Incoming | undefined {
    for (;;) {
      this.#header ??= this.#readHeader();
      if (this.#header === undefined || this.#queue.length < this.#header.length) return undefined;
      const header = this.#header;
      this.#header = undefined;
      const payload = this.#queue.take(header.length);
      const message = isControl(header.opcode) ? control(header.opcode, payload) : this.#collect(header, payload);
      if (message !== undefined) return message;
    }
  }

  #readHeader(): Header | undefined {
    const queue = this.#queue;
    if (queue.length < 2) return undefined;
    const short = queue.peek(1) & 0x7f;
    const size = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (queue.length < size) return undefined;
    const bytes = queue.take(size);
    const length = size === 2 ? short : size === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    const [first, second] = bytes as unknown as readonly [number, number];
    if ((first & 0x70) !== 0) throw new ProtocolError(1002, 'the server uses an extension that nobody agreed on');
    if ((second & 0x80) !== 0) throw new ProtocolError(1002, 'the server masks its frames');
    const header = { final: (first & 0x80) !== 0, opcode: first & 0x0f, length };
    this.#check(header);
    return header;
  }

  #check({ final, opcode, length }: Header): void {
    if (isControl(opcode)) {
      if (!final || length > maxControlBytes)
        throw new ProtocolError(1002, 'the server sent a control frame in pieces');
      return;
    }
    if (opcode > opcodes.binary) throw new ProtocolError(1002, `the server sent a frame of unknown type ${opcode}`);
    if ((opcode === opcodes.continuation) !== (this.#opcode !== undefined)) {
      throw new ProtocolError(1002, 'the server mixed up the fragments of its messages');
    }
    if (this.#fragmentBytes + length > this.#maxMessageBytes) {
      throw new ProtocolError(1009, `the server sent a message of more than ${this.#maxMessageBytes} bytes`);
    }
    if (this.#fragments.length >= maxFragments) {
      throw new ProtocolError(1009, `the server sent a message in more than ${maxFragments} fragments`);
    }
  }

  #collect({ final, opcode }: Header, payload: Buffer): Incoming | undefined {
    this.#opcode ??= opcode;
    this.#fragments.push(payload);
    this.#fragmentBytes += payload.length;
    if (!final) return undefined;
    const bytes = this.#fragments.length === 1 ? payload : Buffer.concat(this.#fragments);
    const isText = this.#opcode === opcodes.text;
    this.#opcode = undefined;
    this.#fragments = [];
    this.#fragmentBytes = 0;
    // A copy, as the payload is a view of what the network brought: it would keep that alive, and begin anywhere.
    return isText ? { type: 'text', text: decode(bytes) } : { type: 'binary', bytes: new Uint8Array(bytes).buffer };
  }
}

function isControl(opcode: number): boolean {
  return (opcode & 0x08) !== 0;
}

function control(opcode: number, payload: Buffer): Incoming {
  switch (opcode) {
    case opcodes.ping:
      return { type: 'ping', payload };
    case opcodes.pong:
      return { type: 'pong', payload };
    case opcodes.close:
      return closing(payload);
    default:
      throw new ProtocolError(1002, `the server sent a frame of unknown type ${opcode}`);
  }
}

function closing(payload: Buffer): Incoming {
  if (payload.length === 0) return { type: 'close', code: noCode, reason: '' };
  const code = payload.length === 1 ? 0 : payload.readUInt16BE();
  if (!isCloseCode(code)) throw new ProtocolError(1002, 'the server closed with a code that no frame may carry');
  return { type: 'close', code, reason: decode(payload.subarray(2)) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProtocolError(1007, 'the server sent text that is not UTF-8');
  }
}
