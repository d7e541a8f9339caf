/** The line to the server. It is kept up for as long as the page is open, so that calls can ring here. */
import type { ConsoleCommand, ConsoleEvent, Fields } from '../messages.js';
import type { Timer } from '../timer.js';

export interface Line {
  /** Connects; with a line up already, hangs that up first: another key may be known by now. */
  connect(): void;
  /** Does nothing while the line is down. */
  send(command: ConsoleCommand): void;
}

export type LineState =
  | { readonly type: 'connecting' }
  | { readonly type: 'up' }
  /** It will be tried again by itself. */
  | { readonly type: 'down'; readonly problem: string }
  /** It will not: the server does not want this page, or its key. */
  | { readonly type: 'refused'; readonly problem: string };

export interface LineParts {
  readonly url: string;
  readonly WebSocket: new (url: string) => WebSocket;
  readonly timer: Timer;
  /** What to introduce oneself with, asked for at every connection. */
  hello(): Extract<ConsoleCommand, { type: 'hello' }>;
  onState(state: LineState): void;
  onEvent(event: ConsoleEvent): void;
  onAudio(bytes: Uint8Array<ArrayBuffer>): void;
}

const firstDelayMs = 500;
const longestDelayMs = 8000;

export function createLine(parts: LineParts): Line {
  const { timer, onState } = parts;
  let hangUp = () => {};
  let current: WebSocket | undefined;
  let delayMs = firstDelayMs;

  function connect(): void {
    hangUp();
    delayMs = firstDelayMs;
    dial();
  }

  function dial(): void {
    onState({ type: 'connecting' });
    const socket = new parts.WebSocket(parts.url);
    socket.binaryType = 'arraybuffer';
    const over = new AbortController();
    const { signal } = over;
    socket.addEventListener('open', () => socket.send(JSON.stringify(parts.hello())), { signal });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => receive(socket, data), { signal });
    socket.addEventListener('close', (event) => closed(event), { signal });
    hangUp = () => {
      over.abort();
      current = undefined;
      socket.close(1000);
    };
  }

  function receive(socket: WebSocket, data: unknown): void {
    if (data instanceof ArrayBuffer) {
      parts.onAudio(new Uint8Array(data));
      return;
    }
    const event = readEvent(String(data));
    if (event === undefined) return;
    if (event.type === 'ready') {
      current = socket;
      delayMs = firstDelayMs;
      onState({ type: 'up' });
    }
    parts.onEvent(event);
  }

  function closed({ code, reason }: CloseEvent): void {
    current = undefined;
    if (code === refusedCode) {
      onState({ type: 'refused', problem: reason });
      return;
    }
    hangUp = timer.after(delayMs, dial);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
    onState({ type: 'down', problem: problems[code] ?? `the connection ended with code ${code}` });
  }

  return {
    connect,
    send: (command) => current?.send(JSON.stringify(command)),
  };
}

/** A key that is none of the server's, or something else that would go no better the next time. */
const refusedCode = 1008;

const problems: Readonly<Record<number, string>> = {
  1006: 'the server does not answer',
  1012: 'the server is being restarted',
  1013: 'the server has too much to do, or this page took its audio too slowly',
};

/** The state for people; nothing where all is well. */
export function describeLine(state: LineState): string {
  switch (state.type) {
    case 'connecting':
      return 'Connecting to the server…';
    case 'up':
      return '';
    case 'down':
      return `No line: ${state.problem}. It is tried again.`;
    case 'refused':
      return `No line: ${state.problem}.`;
  }
}

/** Undefined for what is no event. */
function readEvent(text: string): ConsoleEvent | undefined {
  try {
    const value = Object(JSON.parse(text)) as Fields;
    return typeof value.type === 'string' ? (value as unknown as ConsoleEvent) : undefined;
  } catch {
    return undefined;
  }
}
