/** WebSockets to other servers: the way out for protocols that call somebody. */

import {
  type Destination,
  DestinationError,
  type DestinationRules,
  findDestination,
  overWebSocket,
} from '../access/destination.js';
import type { Clock } from '../clock.js';
import { type Dial, DialError, type DialledSocket, type DialOptions } from '../protocols/dial.js';
import { abortable } from './abortable.js';
import { askForWebSocket, type Upgraded } from './client-handshake.js';
import { createHeartbeat, type Heartbeat } from './heartbeat.js';
import { defaultLimits, type Limits } from './limits.js';
import { isSameServer, nextPlace } from './redirect.js';
import { settledWithin } from './settled-within.js';
import { WebSocketCarrier } from './websocket-carrier.js';

export interface DialerOptions {
  /** Where a URL may lead that no operator wrote. */
  readonly rules: DestinationRules;
  readonly limits?: Partial<Limits>;
  readonly clock: Clock;
}

export interface Dialer {
  readonly dial: Dial;
  /** Gives up what is being dialled, and closes with 1001 what nobody closed. Settles when no connection is left, soon;
   *  nothing is dialled any more. */
  close(): Promise<void>;
}

/** How long the other ends may take to answer a close, once the server closes. */
const goodbyeMs = 1_000;

export function createDialer(options: DialerOptions): Dialer {
  const { rules, clock } = options;
  const limits = { ...defaultLimits, ...options.limits };
  /** One for all sockets that are pinged as often. Protocols have a setting for it, so there are few. */
  const heartbeats = new Map<number, Heartbeat>();
  const attempts = new Set<AbortController>();
  const open = new Map<WebSocketCarrier, Promise<number>>();
  let closed = false;

  const dial: Dial = async (url, wish) => {
    if (closed) throw stopping();
    wish.signal?.throwIfAborted();
    const attempt = new AbortController();
    const tooLate = () => attempt.abort(new DialError('timed-out', `nothing opened within ${wish.handshakeMs} ms`));
    const givenUp = () => attempt.abort(wish.signal?.reason);
    const cancel = clock.after(wish.handshakeMs, tooLate);
    wish.signal?.addEventListener('abort', givenUp);
    attempts.add(attempt);
    try {
      return await follow(url, wish, attempt.signal);
    } catch (cause) {
      // Whatever broke because it was given up, broke for that reason.
      attempt.signal.throwIfAborted();
      throw cause;
    } finally {
      attempts.delete(attempt);
      wish.signal?.removeEventListener('abort', givenUp);
      cancel();
    }
  };

  /** From the first URL over all redirects. Each place is checked by itself; the operator's trust ends at the host that
   *  the operator named, and so do the caller's credentials. */
  async function follow(url: string, wish: DialOptions, signal: AbortSignal): Promise<DialledSocket> {
    const { subprotocol, maxMessageBytes } = wish;
    let { headers = {}, trusted = false } = wish;
    let place = url;
    for (let redirects = wish.maxRedirects ?? 0; ; redirects -= 1) {
      const destination = await abortable(destinationOf(place, rules, trusted), signal);
      const question = { destination, subprotocol, headers, maxMessageBytes, limits };
      const reply = await askForWebSocket(question, signal, (upgraded) => carry(upgraded, wish));
      if (reply.type === 'opened') return reply.socket;
      const next = redirects > 0 ? nextPlace(destination.url, reply) : undefined;
      if (next === undefined) throw refused(reply.status);
      if (!isSameServer(destination.url, next)) {
        trusted = false;
        headers = withoutCredentials(headers);
      }
      place = next.href;
    }
  }

  function heartbeatOf(pingEveryMs: number): Heartbeat {
    const heartbeat = heartbeats.get(pingEveryMs) ?? createHeartbeat({ ...limits, pingEveryMs, clock });
    heartbeats.set(pingEveryMs, heartbeat);
    return heartbeat;
  }

  function carry({ ws, connection, subprotocol }: Upgraded, { pingEveryMs = 0 }: DialOptions): DialledSocket {
    let announce: (code: number) => void = () => {};
    const gone = new Promise<number>((resolve) => {
      announce = resolve;
    });
    const carrier = new WebSocketCarrier({
      ws,
      connection,
      limits,
      clock,
      farewell: ({ message }) => ({ code: 1008, reason: message }),
      onFailed: () => {},
      onClosed(code) {
        stopPinging();
        open.delete(carrier);
        announce(code);
      },
    });
    const stopPinging = heartbeatOf(pingEveryMs).add(carrier);
    open.set(carrier, gone);
    return Object.assign(carrier, { subprotocol, closed: gone });
  }

  return {
    dial,
    async close() {
      closed = true;
      for (const attempt of attempts) attempt.abort(stopping());
      for (const carrier of open.keys()) carrier.close(1001);
      const allGone = Promise.all(open.values());
      await settledWithin(clock, allGone, goodbyeMs);
      for (const carrier of open.keys()) carrier.terminate();
      await allGone;
      for (const heartbeat of heartbeats.values()) heartbeat.close();
    },
  };
}

/** Without the fragment, which no server is told. */
async function destinationOf(text: string, rules: DestinationRules, trusted: boolean): Promise<Destination> {
  try {
    const { url, addresses } = await findDestination(text, overWebSocket, rules, { trusted });
    url.hash = '';
    return { url, addresses };
  } catch (cause) {
    if (!(cause instanceof DestinationError)) throw cause;
    throw new DialError(cause.reason === 'no-address' ? 'unreachable' : 'forbidden', cause.message);
  }
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['authorization', 'cookie'].includes(name.toLowerCase())),
  );
}

function refused(status: number): DialError {
  return new DialError('refused', `the URL's host answered with status ${status} instead of a WebSocket`, { status });
}

const stopping = () => new DialError('unreachable', 'the server is being stopped');
