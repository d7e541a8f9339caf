/** What a session asks of a WebSocket: less than the W3C's interface, so browsers, Node, `ws` and others fit. */

/** A connected or connecting WebSocket. */
export interface WebSocketLike {
  /** Set to `arraybuffer` at once. */
  binaryType: string;
  /** 1 while it is open. */
  readonly readyState: number;
  /** How many bytes were sent and have not left yet. */
  readonly bufferedAmount: number;
  send(message: string): void;
  close(code?: number, reason?: string): void;
  /** Stops reading from the network, so that the server has to wait. Browsers cannot; `ws` and our own can. */
  pause?(): void;
  resume?(): void;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: MessageLike) => void): void;
  addEventListener(type: 'error', listener: (event: object) => void): void;
  addEventListener(type: 'close', listener: (event: CloseLike) => void): void;
}

export interface MessageLike {
  readonly data: unknown;
}

export interface CloseLike {
  readonly code: number;
  readonly reason: string;
}

/** A class such as the browser's `WebSocket`, or that of `ws`. */
export type WebSocketClass = new (url: string) => WebSocketLike;
