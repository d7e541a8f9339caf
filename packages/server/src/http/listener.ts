/** The carrier: one HTTP server that carries every protocol, over requests and WebSockets. */

import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isLoopback } from '../access/addresses.js';
import type { Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import type { Protocol } from '../protocols/protocol.js';
import type { SpeechService } from '../session/speech.js';
import { watchEventLoop } from '../telemetry/event-loop.js';
import type { Log } from '../telemetry/log.js';
import { silentLog } from '../telemetry/log.js';
import type { Metrics } from '../telemetry/metrics.js';
import { answer } from './answer.js';
import type { Carrier } from './carrier.js';
import { goingAway } from './carrier.js';
import { drain } from './drain.js';
import { createEnding } from './ending.js';
import { asksForWebSocket } from './handshake.js';
import { createHeartbeat } from './heartbeat.js';
import { anyHost, type HostPolicy, localHosts } from './host-policy.js';
import { ignoreUpgrade } from './ignored-upgrade.js';
import type { Limits } from './limits.js';
import { defaultLimits } from './limits.js';
import { createOccupancy } from './occupancy.js';
import { createOpenWebSocket } from './open-websocket.js';
import type { Check, OperatorOptions } from './operator-routes.js';
import { createOperatorHandler } from './operator-routes.js';
import { createOriginPolicy } from './origin.js';
import { createRouteTable } from './route-table.js';
import { upgrade } from './upgrade.js';

export interface Address {
  /** An interface's address; `127.0.0.1` keeps others out. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export interface ListenerOptions {
  readonly protocols: readonly Protocol[];
  readonly speech: SpeechService;
  readonly metrics: Metrics;
  /** Where all protocols' paths begin, like `/glottis`; nowhere in particular unless told otherwise. */
  readonly prefix?: string;
  /** Web pages that may use this server besides those of this machine; `*` for all. */
  readonly origins?: readonly string[];
  /** Whether the service asks for keys; pages of the same host are then welcome too. It does not unless told otherwise. */
  readonly keyed?: boolean;
  /** Whether nothing but the address keeps others out: then it must be addressed by a name of this machine, or the host of an
   *  origin. Unless told otherwise, the name does not matter. */
  readonly isLocal?: boolean;
  readonly limits?: Partial<Limits>;
  readonly operator?: OperatorAccess;
  /** What the server needs, by name, for `/readyz`. */
  readiness?(): Readonly<Record<string, Check>>;
  readonly log?: Log;
  readonly clock?: Clock;
}

/** Where the operator's routes are. They never carry the prefix, so that a proxy which forwards that keeps them private. */
export interface OperatorAccess {
  /** Whether `/healthz` and `/readyz` answer on the main address; they do unless told otherwise. */
  readonly health?: boolean;
  /** Where `/metrics` answers: on the main address, on one of its own (with the health routes), or nowhere.
   *  Nowhere unless told otherwise. */
  readonly metrics?: 'same' | Address | false;
}

export interface Listener {
  /** Rejects when the address cannot be had. */
  listen(address: Address): Promise<{ readonly main: Address; readonly operator: Address | undefined }>;
  /** Turns newcomers away, lets conversations and protocols finish, and ends them so that all are gone after `graceMs`. */
  drain(graceMs: number): Promise<void>;
  /** Ends everything at once, the protocols too. Settles when no handle is left. */
  close(): Promise<void>;
}

export function createListener(options: ListenerOptions): Listener {
  const carrier = createCarrier(options);
  const eventLoop = watchEventLoop({ clock: carrier.clock });
  const { health = true, metrics: metricsAt = false } = options.operator ?? {};
  const operator: OperatorOptions = {
    metrics: options.metrics,
    readiness: () => options.readiness?.() ?? {},
    isLeaving: () => carrier.leaving !== undefined,
    isLagging: () => eventLoop.lagging,
  };
  const main = mainServer(carrier, operator, { health, metrics: metricsAt === 'same' });
  const own =
    typeof metricsAt === 'object' ? operatorServer(carrier, operator, hostsOf(metricsAt, options)) : undefined;

  return {
    async listen(address) {
      const mainAddress = await listening(main, address);
      if (own === undefined || typeof metricsAt !== 'object') return { main: mainAddress, operator: undefined };
      return { main: mainAddress, operator: await listening(own, metricsAt) };
    },
    async drain(graceMs) {
      carrier.leaving ??= goingAway();
      main.closeIdleConnections();
      await drain(carrier, carrier.leaving, graceMs);
    },
    async close() {
      carrier.leaving ??= goingAway();
      carrier.heartbeat.close();
      eventLoop.close();
      for (const socket of carrier.sockets) socket.terminate();
      for (const connection of carrier.handshakes) connection.destroy();
      await Promise.all([carrier.ending.hurry(), closed(main), own && closed(own)]);
    },
  };
}

function createCarrier(options: ListenerOptions): Carrier {
  const { log = silentLog, clock = systemClock } = options;
  const limits = { ...defaultLimits, ...options.limits };
  return {
    routes: createRouteTable(options.protocols, options.prefix),
    speech: options.speech,
    origins: createOriginPolicy({ listed: options.origins ?? [], keyed: options.keyed ?? false }),
    permitsHost: options.isLocal ? localHosts(options.origins ?? []) : anyHost,
    limits,
    log,
    metrics: options.metrics.connections,
    clock,
    heartbeat: createHeartbeat({ ...limits, clock }),
    ending: createEnding(options.protocols, clock, log),
    occupancy: createOccupancy(),
    sockets: new Set(),
    handshakes: new Set(),
    leaving: undefined,
  };
}

function mainServer(
  carrier: Carrier,
  operator: OperatorOptions,
  offered: { health: boolean; metrics: boolean },
): Server {
  const isForOperator = createOperatorHandler(operator, offered);
  const openWebSocket = createOpenWebSocket(carrier.limits);
  const server = hardenedServer(carrier.limits);
  server.on('request', (incoming, outgoing) => {
    const isPermitted = carrier.permitsHost(incoming.headers.host);
    if (!isPermitted || !isForOperator(incoming, outgoing)) void answer(carrier, incoming, outgoing);
  });
  server.on('upgrade', (incoming, duplex, head) => {
    const connection = duplex as Socket;
    if (asksForWebSocket(incoming)) void upgrade(carrier, openWebSocket, incoming, connection, head);
    else ignoreUpgrade(server, incoming, connection, head);
  });
  return server;
}

/** The operator's routes ask for no key. */
function hostsOf({ host }: Address, { origins = [] }: ListenerOptions): HostPolicy {
  return isLoopback(host) ? localHosts(origins) : anyHost;
}

function operatorServer(carrier: Carrier, operator: OperatorOptions, permitsHost: HostPolicy): Server {
  const isForOperator = createOperatorHandler(operator, { health: true, metrics: true });
  const server = hardenedServer(carrier.limits);
  server.on('request', (incoming, outgoing) => {
    if (!permitsHost(incoming.headers.host)) outgoing.writeHead(403).end();
    else if (!isForOperator(incoming, outgoing)) outgoing.writeHead(404).end();
  });
  return server;
}

/** Node's own times for slow clients are minutes. */
function hardenedServer(limits: Limits): Server {
  const server = createServer({
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.maxHeaderBytes,
    noDelay: true,
  });
  server.maxConnections = limits.maxConnections;
  return server;
}

function listening(server: Server, { host, port }: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const { address, port: given } = server.address() as AddressInfo;
      resolve({ host: address, port: given });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
