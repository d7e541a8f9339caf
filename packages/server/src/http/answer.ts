/** Answers HTTP requests: from the route that fits, or with the reason why none does. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { SpeechError } from '../errors.js';
import type { Route } from '../protocols/protocol.js';
import type { LogFields } from '../telemetry/log.js';
import type { Arrival } from './arrival.js';
import { arrive, refuse } from './arrival.js';
import type { Carrier } from './carrier.js';
import { report } from './carrier.js';
import { preflightHeaders } from './origin.js';
import { altered } from './refusal.js';
import { announcesTooMuch, bodyTooLarge, toRequest } from './request.js';
import type { Written } from './response.js';
import { writeResponse } from './response.js';

type HttpRoute = Extract<Route, { type: 'http' }>;

/** Never rejects: what goes wrong here costs this request only. */
export async function answer(carrier: Carrier, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  let about: LogFields = {};
  try {
    const arrival = arrive(carrier, incoming);
    about = arrival.about;
    const signal = follow(carrier, about, outgoing);
    if (carrier.leaving !== undefined) outgoing.shouldKeepAlive = false;
    const response = await respond(carrier, arrival, incoming, signal);
    await write(carrier, arrival, response, incoming, outgoing);
  } catch (cause) {
    report(carrier, SpeechError.from(cause), about);
    outgoing.destroy();
  }
}

/** Counts the request until its end, and writes that down. The signal aborts when the client goes before it. */
function follow({ clock, log, occupancy }: Carrier, about: LogFields, outgoing: ServerResponse): AbortSignal {
  const leave = occupancy.enter();
  const gone = new AbortController();
  const startedAt = clock.now();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort();
    leave();
    const durationMs = Math.round(clock.now() - startedAt);
    log.info({ ...about, status: outgoing.statusCode, duration_ms: durationMs }, 'answered');
  });
  return gone.signal;
}

async function respond(
  carrier: Carrier,
  arrival: Arrival,
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<Response> {
  const { limits, speech } = carrier;
  if (incoming.method === 'OPTIONS' && arrival.objection === undefined) return preflight(arrival, incoming);
  if (arrival.objection !== undefined) return refuse(carrier, arrival, arrival.objection);
  const match = arrival.matches.find(({ route }) => serves(route, incoming.method));
  if (match === undefined) return wrongMethod(carrier, arrival, incoming);
  if (announcesTooMuch(incoming, limits.maxBodyBytes)) {
    return refuse(carrier, arrival, bodyTooLarge(limits.maxBodyBytes), match);
  }
  try {
    const request = toRequest(incoming, limits.maxBodyBytes, signal);
    return await (match.route as HttpRoute).handle(request, speech, { id: arrival.id, params: match.params });
  } catch (cause) {
    // Nobody is left to be told, and what was broken off is no failure.
    if (signal.aborted) return new Response(null, { status: 499 });
    return refuse(carrier, arrival, SpeechError.from(cause), match);
  }
}

async function write(
  carrier: Carrier,
  arrival: Arrival,
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { clock, limits } = carrier;
  const { slowReaderMs } = limits;
  const options = { clock, slowReaderMs, headersOnly: incoming.method === 'HEAD', headers: arrival.headers };
  const written: Written = await writeResponse(response, outgoing, options);
  if (written.type === 'untouched') {
    await writeResponse(refuse(carrier, arrival, written.error), outgoing, options);
  } else if (written.type === 'broken') {
    report(carrier, written.error, arrival.about);
  }
  discardRest(incoming);
}

/** What nobody read of the body flows away, so that the connection can be used again. Not every Node does it itself. */
function discardRest(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return;
  incoming.removeAllListeners('data');
  incoming.on('error', () => {}).resume();
}

const serves = (route: Route, method: string | undefined) =>
  route.type === 'http' && (route.method === method || (route.method === 'GET' && method === 'HEAD'));

function wrongMethod(carrier: Carrier, arrival: Arrival, incoming: IncomingMessage): Response {
  const socketRoute = arrival.matches.find(({ route }) => route.type === 'websocket');
  if (incoming.method === 'GET' && socketRoute !== undefined) {
    const error = new SpeechError('method-not-allowed', 'this is a WebSocket route: ask for an upgrade');
    const response = refuse(carrier, arrival, error, socketRoute);
    return altered(response, 426, { upgrade: 'websocket', connection: 'Upgrade' });
  }
  const allowed = methodsOf(arrival);
  const error = new SpeechError(
    'method-not-allowed',
    `${incoming.method} is not offered here; use ${allowed.join(', ')}`,
  );
  return altered(refuse(carrier, arrival, error), 405, { allow: allowed.join(', ') });
}

function preflight(arrival: Arrival, incoming: IncomingMessage): Response {
  const allowed = methodsOf(arrival);
  const asked = incoming.headers['access-control-request-headers'];
  const cors = incoming.headers.origin === undefined ? {} : preflightHeaders(allowed, asked);
  return new Response(null, { status: 204, headers: { allow: allowed.join(', '), ...cors } });
}

/** A WebSocket route is asked for with GET. */
function methodsOf({ matches }: Arrival): string[] {
  const methods = matches.map(({ route }) => (route.type === 'http' ? route.method : 'GET'));
  const heads = methods.includes('GET') ? ['HEAD'] : [];
  return [...new Set([...methods, ...heads, 'OPTIONS'])];
}
