/** A jambonz application that a test plays by hand, over real sockets and without any client library. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { mailbox } from './mailbox.js';

/** A message to the application. */
export interface AppMessage {
  readonly type: string;
  readonly msgid: string;
  readonly call_sid?: string;
  readonly hook?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RawApp {
  /** `ws://…/`, without a path of its own. */
  readonly address: string;
  /** The next connection that is made to it, or was made and not asked for yet. */
  visit(): Promise<Visit>;
  /** Every attempt to connect, also those that were refused: the path and query that were asked for. */
  readonly attempts: readonly string[];
  /** Answers the next attempts with this HTTP status. */
  refuse(status: number, times: number): void;
  /** Nobody listens any more, and all connections break. */
  goDown(): Promise<void>;
  /** Listens again, where it did before. */
  comeBack(): Promise<void>;
}

/** One connection to it. */
export interface Visit {
  readonly request: IncomingMessage;
  /** The subprotocol that was agreed on. */
  readonly protocol: string;
  /** All that came so far. */
  readonly messages: readonly AppMessage[];
  /** Settles with the code that it was closed with. */
  readonly closed: Promise<number>;
  /** The next message of this name: its type, but for streaming events and statuses, which go by what they say. Those before it
   *  are passed over. */
  next(name: string): Promise<AppMessage>;
  /** The names of all messages up to and with this one. */
  until(name: string): Promise<readonly string[]>;
  ack(message: AppMessage, verbs?: unknown): void;
  command(command: string, data?: unknown, envelope?: Readonly<Record<string, unknown>>): void;
  /** The data of the result. */
  tokens(id: unknown, tokens: unknown): Promise<AppMessage['data']>;
  /** Anything at all; text and bytes as they are. */
  send(message: object | string | Buffer): void;
  close(code: number): void;
  /** Breaks the connection. */
  terminate(): void;
}

export interface RawAppOptions {
  /** Whether it chooses the subprotocol that is offered. Default: true. */
  readonly choosesSubprotocol?: boolean;
}

/** Settles when it listens. */
export async function rawApp({ choosesSubprotocol = true }: RawAppOptions = {}): Promise<RawApp> {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => choosesSubprotocol && 'ws.jambonz.org',
  });
  const visits = mailbox<Visit>();
  const attempts: string[] = [];
  const refusals: number[] = [];
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;

  async function listen(at: number): Promise<Server> {
    const listener = createServer((_, response) => response.writeHead(405).end());
    listener.on('upgrade', (request, socket, head) => {
      attempts.push(request.url ?? '');
      const status = refusals.shift();
      if (status !== undefined) socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      else sockets.handleUpgrade(request, socket, head, (ws) => visits.put(visitOf(ws, request)));
    });
    await once(listener.listen(at, '127.0.0.1'), 'listening');
    return listener;
  }

  return {
    address: `ws://127.0.0.1:${port}/`,
    attempts,
    visit: () => visits.next(() => true),
    refuse(status, times) {
      for (let at = 0; at < times; at += 1) refusals.push(status);
    },
    async goDown() {
      const closed = once(server, 'close');
      server.close();
      for (const ws of sockets.clients) ws.terminate();
      await closed;
    },
    async comeBack() {
      server = await listen(port);
    },
  };
}

function visitOf(ws: WebSocket, request: IncomingMessage): Visit {
  const messages: AppMessage[] = [];
  const inbox = mailbox<AppMessage>();
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  ws.on('error', () => undefined);
  ws.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as AppMessage;
    messages.push(message);
    inbox.put(message);
  });
  void closed.then((code) => inbox.end(`the connection was closed with ${code}; there were ${messages.map(nameOf)}`));
  const send: Visit['send'] = (message) =>
    ws.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  const command: Visit['command'] = (name, data, envelope) =>
    send({ type: 'command', command: name, ...envelope, data });
  const next = (name: string) => inbox.next((message) => nameOf(message) === name);

  return {
    request,
    protocol: ws.protocol,
    messages,
    closed,
    next,
    async until(name) {
      const names: string[] = [];
      do names.push(nameOf(await inbox.next(() => true)));
      while (names.at(-1) !== name);
      return names;
    },
    ack: ({ msgid }, data) => send({ type: 'ack', msgid, data }),
    command,
    async tokens(id, tokens) {
      command('tts:tokens', { id, tokens });
      return (await next('tts:tokens-result')).data;
    },
    send,
    close: (code) => ws.close(code),
    terminate: () => ws.terminate(),
  };
}

/** What a message is called here. */
export function nameOf({ type, data }: Pick<AppMessage, 'type' | 'data'>): string {
  if (type === 'tts:streaming-event') return String(data.event_type);
  if (type === 'call:status') return String(data.call_status);
  return type;
}
