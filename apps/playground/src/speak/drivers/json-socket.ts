/** A WebSocket that speaks JSON and carries audio in binary messages: what the drivers without a client have in common. */
import type { DriverEvent, SocketClass } from './driver.js';

export interface JsonSocketOptions {
  readonly WebSocket: SocketClass;
  /** Where to connect; it may have to be asked for first. */
  readonly url: string | Promise<string>;
  readonly protocols?: string[];
  /** Sent as soon as it is open. */
  readonly hello?: object | undefined;
  onAudio(bytes: Uint8Array<ArrayBuffer>): void;
  /** A JSON object; what is none is passed over. */
  onMessage(message: Readonly<Record<string, unknown>>): void;
  onClosed(event: DriverEvent & { readonly type: 'closed' }): void;
}

export interface JsonSocket {
  /** Before it is open, and after its end, it does nothing. */
  send(message: object): void;
  /** Nothing is told any more. */
  close(): void;
}

export function openJsonSocket(options: JsonSocketOptions): JsonSocket {
  const { WebSocket, protocols = [], hello } = options;
  let socket: WebSocket | undefined;
  let over = false;

  function end(problem?: string): void {
    if (over) return;
    over = true;
    options.onClosed(problem === undefined ? { type: 'closed' } : { type: 'closed', problem });
  }

  async function open(): Promise<void> {
    const url = await options.url;
    if (over) return;
    const opened = new WebSocket(url, protocols);
    socket = opened;
    opened.binaryType = 'arraybuffer';
    let wasOpen = false;
    opened.addEventListener('open', () => {
      wasOpen = true;
      if (hello !== undefined) opened.send(JSON.stringify(hello));
    });
    opened.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (over) return;
      if (data instanceof ArrayBuffer) options.onAudio(new Uint8Array(data));
      else options.onMessage(readObject(String(data)));
    });
    opened.addEventListener('close', ({ code, reason }) => end(problemOf(code, reason, wasOpen)));
  }

  open().catch((error: unknown) => end(error instanceof Error ? error.message : String(error)));
  return {
    send(message) {
      if (socket?.readyState === 1) socket.send(JSON.stringify(message));
    },
    close() {
      over = true;
      socket?.close(1000);
    },
  };
}

function problemOf(code: number, reason: string, wasOpen: boolean): string | undefined {
  if (!wasOpen) return 'the server refused the connection, or was not reached; its log says why';
  if (code === 1000) return undefined;
  return `the connection ended with code ${code}${reason === '' ? '' : `: ${reason}`}`;
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
