import { SpeechError } from '../errors.js';
import { closeReason } from '../protocols/close-reason.js';
import { matchPath } from '../protocols/match-path.js';
import type { Protocol, Route, Visit } from '../protocols/protocol.js';
import type { SpeechService } from '../session/speech.js';
import { type ClientEnd, socketPair } from './socket-pair.js';

export interface Dialled {
  readonly client: ClientEnd;
  readonly visit: Visit;
  /** What the 101 answer carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly subprotocol: string | undefined;
  /** As a server that shuts down. */
  drain(): void;
  /** Settles when the conversation is over on the server's side, its farewell said. */
  readonly ended: Promise<void>;
}

/** Opens a conversation with a protocol as the carrier would, without a network.
 *  Returns the protocol's refusal instead where it throws before the upgrade. */
export async function dial(protocol: Protocol, speech: SpeechService, request: Request): Promise<Dialled | Response> {
  const { route, visit } = find(protocol, request, 'websocket');
  try {
    const acceptance = await route.accept(request, speech, visit);
    const { converse, headers = {}, subprotocol } = acceptance;
    const { server, client, drain } = socketPair();
    const ended = converse(server).catch((cause: unknown) => {
      const error = SpeechError.from(cause);
      const { message, code, reason } = acceptance.farewell?.(error) ?? protocol.farewell(error);
      if (message !== undefined) void server.send(message);
      server.close(code, closeReason(reason));
    });
    const goingAway = new SpeechError('going-away', 'the server is shutting down');
    return { client, visit, headers, subprotocol, drain: () => drain(goingAway), ended };
  } catch (cause) {
    return protocol.refuse(SpeechError.from(cause), visit, request.headers);
  }
}

/** Sends a request to a protocol as the carrier would. */
export async function request(protocol: Protocol, speech: SpeechService, request: Request): Promise<Response> {
  const { route, visit } = find(protocol, request, 'http');
  try {
    return await route.handle(request, speech, visit);
  } catch (cause) {
    return protocol.refuse(SpeechError.from(cause), visit, request.headers);
  }
}

let visits = 0;

function find<Type extends Route['type']>(protocol: Protocol, request: Request, type: Type) {
  const { pathname } = new URL(request.url);
  for (const route of protocol.routes) {
    if (route.type !== type || (route.type === 'http' && route.method !== request.method)) continue;
    const params = matchPath(route.path, pathname);
    if (params === undefined) continue;
    visits += 1;
    const visit: Visit = { id: `0198c1f2-7a10-7c3e-9b54-${visits.toString(16).padStart(12, '0')}`, params };
    return { route: route as Extract<Route, { type: Type }>, visit };
  }
  throw new Error(`${protocol.name} has no ${type} route for ${request.method} ${request.url}`);
}
