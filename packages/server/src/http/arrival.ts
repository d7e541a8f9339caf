/** What is known of a request before anybody handles it, and whether it may come in. */

import type { IncomingMessage } from 'node:http';
import { SpeechError } from '../errors.js';
import type { LogFields } from '../telemetry/log.js';
import type { Carrier } from './carrier.js';
import { report } from './carrier.js';
import { wrongHost } from './host-policy.js';
import { corsHeaders } from './origin.js';
import { refusal } from './refusal.js';
import { headersOf, pathOf } from './request.js';
import type { Match } from './route-table.js';
import { visitId } from './visit.js';

export interface Arrival {
  readonly id: string;
  /** The routes of its path. */
  readonly matches: readonly Match[];
  /** Why it may not come in, whatever it wants. */
  readonly objection: SpeechError | undefined;
  /** For every answer it gets. */
  readonly headers: Readonly<Record<string, string>>;
  /** For every line in the log. */
  readonly about: LogFields;
  /** The request's own headers. */
  sent(): Headers;
}

export function arrive(carrier: Carrier, incoming: IncomingMessage): Arrival {
  const id = visitId(incoming);
  const path = pathOf(incoming);
  const matches = carrier.routes.find(path);
  const { origin, host } = incoming.headers;
  const welcome = carrier.origins.permits(origin, host);
  return {
    id,
    matches,
    objection: carrier.permitsHost(host) ? objection(carrier, matches, path, welcome) : wrongHost(),
    headers: { 'x-request-id': id, ...(welcome ? corsHeaders(origin) : {}) },
    about: { request_id: id, protocol: matches[0]?.protocol.name, method: incoming.method, path },
    sent: () => headersOf(incoming),
  };
}

/** The answer to a request that failed, which is counted and logged too. `match` is whose words to use; the first
 *  route of the path unless told otherwise. */
export function refuse(carrier: Carrier, arrival: Arrival, error: SpeechError, match = arrival.matches[0]): Response {
  report(carrier, error, arrival.about);
  return refusal(match?.protocol, error, { id: arrival.id, params: match?.params ?? {} }, arrival.sent());
}

function objection(
  carrier: Carrier,
  matches: readonly Match[],
  path: string,
  welcome: boolean,
): SpeechError | undefined {
  if (matches.length === 0) return new SpeechError('not-found', `there is nothing at ${path}`);
  if (!welcome) return new SpeechError('forbidden', 'pages of this origin may not use this server');
  return carrier.leaving;
}
