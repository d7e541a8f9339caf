/** A listener with the smallest protocol there is, for the carrier's own tests. */

import { SpeechError } from '../../errors.js';
import type { Acceptance, MessageSocket, Protocol, Route, Visit } from '../../protocols/protocol.js';
import type { SpeechService } from '../../session/speech.js';
import type { Log, LogFields } from '../../telemetry/log.js';
import { createMetrics, type Metrics } from '../../telemetry/metrics.js';
import { createListener, type Listener, type ListenerOptions } from '../listener.js';

export interface EchoOptions extends Partial<Omit<ListenerOptions, 'metrics' | 'log'>> {
  /** What `POST /echo` does; says the body back unless told otherwise. */
  handle?(request: Request, visit: Visit): Promise<Response>;
  /** What happens before the upgrade of `/echo/:room`. */
  accept?(request: Request, visit: Visit): Promise<Partial<Acceptance>>;
  /** What happens on the socket; every message is said back unless told otherwise. */
  converse?(socket: MessageSocket): Promise<void>;
  readonly maxMessageBytes?: number;
  readonly protocolName?: string;
}

export interface EchoServer {
  readonly listener: Listener;
  readonly metrics: Metrics;
  readonly port: number;
  readonly operatorPort: number | undefined;
  readonly url: string;
  readonly socketUrl: string;
  /** Every line that was logged so far. */
  readonly lines: readonly LogLine[];
  /** The next line with this message, or one that was already logged. */
  logged(message: string): Promise<LogLine>;
}

export interface LogLine extends LogFields {
  readonly level: string;
  readonly message: string;
}

export async function startEcho(options: EchoOptions = {}): Promise<EchoServer> {
  const { log, lines, logged } = recordingLog();
  const metrics = createMetrics({ process: false });
  const protocols = options.protocols ?? [echoProtocol(options)];
  // The carrier hands speech on without looking at it.
  const speech = {} as SpeechService;
  const listener = createListener({ speech, ...options, protocols, metrics, log });
  const { main, operator } = await listener.listen({ host: '127.0.0.1', port: 0 });
  const authority = `127.0.0.1:${main.port}`;
  return {
    listener,
    metrics,
    lines,
    logged,
    port: main.port,
    operatorPort: operator?.port,
    url: `http://${authority}`,
    socketUrl: `ws://${authority}`,
  };
}

export function echoProtocol(options: EchoOptions = {}): Protocol {
  const { handle = sayBody, accept = async () => ({}), converse = sayBack, maxMessageBytes = 64 * 1024 } = options;
  const post: Route = {
    type: 'http',
    method: 'POST',
    path: '/echo',
    handle: (request, _, visit) => handle(request, visit),
  };
  const get: Route = { ...post, method: 'GET', path: '/hello/:name' };
  const socket: Route = {
    type: 'websocket',
    path: '/echo/:room',
    maxMessageBytes,
    accept: async (request, _, visit) => ({ converse, ...(await accept(request, visit)) }),
  };
  return {
    name: options.protocolName ?? 'echo',
    routes: [post, get, socket],
    refuse: (error, _, headers) =>
      Response.json(
        { echo: error.code, words: error.message },
        { status: statusOf(error), headers: { 'x-got': headers.get('x-sent') ?? '' } },
      ),
    farewell: (error) => ({
      message: `sorry: ${error.code}`,
      code: closeCodeOf(error),
      reason: `echo: ${error.message}`,
    }),
  };
}

async function sayBody(request: Request, visit: Visit): Promise<Response> {
  return new Response(`${visit.params.name ?? ''}${await request.text()}`);
}

async function sayBack(socket: MessageSocket): Promise<void> {
  for await (const message of socket) await socket.send(message);
}

const statusOf = ({ code }: SpeechError) =>
  (
    ({ unauthorized: 401, forbidden: 403, 'message-too-large': 413, 'going-away': 503, internal: 500 }) as Record<
      string,
      number
    >
  )[code] ?? 400;

const closeCodeOf = ({ code }: SpeechError) => (code === 'going-away' ? 1012 : code === 'internal' ? 1011 : 1008);

function recordingLog() {
  const lines: LogLine[] = [];
  const waiting = new Map<string, (line: LogLine) => void>();
  const at = (level: string) => (fields: LogFields, message: string) => {
    const line = { ...fields, level, message };
    lines.push(line);
    waiting.get(message)?.(line);
  };
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  const logged = (message: string) => {
    const known = lines.find((line) => line.message === message);
    return known ? Promise.resolve(known) : new Promise<LogLine>((resolve) => waiting.set(message, resolve));
  };
  return { log, lines, logged };
}

/** For tests that hand out errors. */
export const speechError = (code: SpeechError['code'], message = 'no') => new SpeechError(code, message);
