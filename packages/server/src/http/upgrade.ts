/** Turns a request for an upgrade into a conversation, or refuses it over plain HTTP. */

import type { IncomingMessage } from 'node:http';
import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { finished } from 'node:stream';
import { SpeechError } from '../errors.js';
import type { Acceptance, Route } from '../protocols/protocol.js';
import type { LogFields } from '../telemetry/log.js';
import type { Arrival } from './arrival.js';
import { arrive, refuse } from './arrival.js';
import type { Carrier } from './carrier.js';
import { report } from './carrier.js';
import { carry } from './conversation.js';
import { readHandshake } from './handshake.js';
import type { OpenWebSocket } from './open-websocket.js';
import { altered } from './refusal.js';
import { toRequest } from './request.js';
import { writeResponse } from './response.js';
import type { Match } from './route-table.js';

type SocketRoute = Extract<Route, { type: 'websocket' }>;

interface Admission {
  readonly match: Match;
  readonly acceptance: Acceptance;
  readonly headers: Readonly<Record<string, string>>;
  /** The chosen subprotocol, if it was offered. */
  readonly subprotocol: string | undefined;
}

/** Never rejects: what goes wrong here costs this connection only. */
export async function upgrade(
  carrier: Carrier,
  open: OpenWebSocket,
  incoming: IncomingMessage,
  connection: Socket,
  head: Buffer,
): Promise<void> {
  let about: LogFields = {};
  const leave = carrier.occupancy.enter();
  connection.on('error', ignore);
  carrier.handshakes.add(connection);
  try {
    const arrival = arrive(carrier, incoming);
    about = arrival.about;
    const admitted = await admit(carrier, arrival, incoming, connection);
    if (admitted instanceof Response) await turnAway(carrier, arrival, admitted, incoming, connection);
    else begin(carrier, arrival, admitted, open, { incoming, connection, head });
  } catch (cause) {
    report(carrier, SpeechError.from(cause), about);
    connection.destroy();
  } finally {
    carrier.handshakes.delete(connection);
    leave();
  }
}

/** Everything up to the 101. */
async function admit(
  carrier: Carrier,
  arrival: Arrival,
  incoming: IncomingMessage,
  connection: Socket,
): Promise<Admission | Response> {
  if (arrival.objection !== undefined) return refuse(carrier, arrival, arrival.objection);
  const match = arrival.matches.find(({ route }) => route.type === 'websocket');
  if (match === undefined) return noSocketHere(carrier, arrival);
  const gone = new AbortController();
  const hangUp = () => gone.abort();
  connection.once('close', hangUp);
  try {
    const { offered } = readHandshake(incoming);
    const visit = { id: arrival.id, params: match.params };
    const request = toRequest(incoming, carrier.limits.maxBodyBytes, gone.signal);
    const acceptance = await (match.route as SocketRoute).accept(request, carrier.speech, visit);
    return admission(carrier, arrival, match, acceptance, offered);
  } catch (cause) {
    const response = refuse(carrier, arrival, SpeechError.from(cause), match);
    // RFC 6455, 4.4: whoever comes with another version learns which one would do.
    const isOld = incoming.headers['sec-websocket-version'] !== '13';
    return isOld ? altered(response, 426, { 'sec-websocket-version': '13' }) : response;
  } finally {
    connection.off('close', hangUp);
  }
}

function admission(
  carrier: Carrier,
  arrival: Arrival,
  match: Match,
  acceptance: Acceptance,
  offered: ReadonlySet<string>,
): Admission {
  const { headers, subprotocol } = acceptance;
  try {
    if (carrier.leaving !== undefined) throw carrier.leaving;
    return {
      match,
      acceptance,
      headers: welcomeHeaders(arrival, headers),
      subprotocol: subprotocol !== undefined && offered.has(subprotocol) ? subprotocol : undefined,
    };
  } catch (cause) {
    acceptance.abandon?.();
    throw cause;
  }
}

/** Through Headers, which accepts no line break, and no name twice in two spellings. */
function welcomeHeaders(arrival: Arrival, own: Acceptance['headers']): Readonly<Record<string, string>> {
  const headers = new Headers({ date: new Date().toUTCString(), ...own });
  for (const [name, value] of Object.entries(arrival.headers)) headers.set(name, value);
  return Object.fromEntries(headers);
}

function begin(
  carrier: Carrier,
  arrival: Arrival,
  { match, acceptance, headers, subprotocol }: Admission,
  open: OpenWebSocket,
  handshake: { incoming: IncomingMessage; connection: Socket; head: Buffer },
): void {
  const { maxMessageBytes } = match.route as SocketRoute;
  try {
    const ws = open({ ...handshake, headers, subprotocol }, maxMessageBytes);
    const { connection } = handshake;
    if (ws === undefined) acceptance.abandon?.();
    else carry(carrier, { ws, connection, protocol: match.protocol, acceptance, about: arrival.about });
  } catch (cause) {
    acceptance.abandon?.();
    throw cause;
  }
}

function noSocketHere(carrier: Carrier, arrival: Arrival): Response {
  const methods = arrival.matches.flatMap(({ route }) => (route.type === 'http' ? route.method : []));
  const error = new SpeechError('method-not-allowed', `there is no WebSocket here; use ${methods.join(', ')}`);
  return altered(refuse(carrier, arrival, error), 405, { allow: methods.join(', ') });
}

/** The answer goes out whole. The connection is listened to a little longer, since closing it over bytes that were not
 *  read would take the answer back. */
async function turnAway(
  carrier: Carrier,
  arrival: Arrival,
  response: Response,
  incoming: IncomingMessage,
  connection: Socket,
): Promise<void> {
  const { clock, limits } = carrier;
  const outgoing = new ServerResponse(incoming);
  outgoing.shouldKeepAlive = false;
  outgoing.assignSocket(connection);
  const { headers } = arrival;
  await writeResponse(response, outgoing, { clock, slowReaderMs: limits.slowReaderMs, headersOnly: false, headers });
  const cancel = clock.after(limits.lingerMs, () => connection.destroy());
  connection.end();
  connection.resume();
  await new Promise((resolve) => finished(connection, resolve));
  cancel();
}

const ignore = () => {};
