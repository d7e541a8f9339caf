/** What the operator's tools ask: is it alive, is it ready, what does it count. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../telemetry/metrics.js';

/** How one thing that the server needs is doing. */
export type Check = 'ok' | 'degraded' | 'failing';

export interface OperatorOptions {
  readonly metrics: Metrics;
  /** Named checks; one that is failing keeps clients away. */
  readiness(): Readonly<Record<string, Check>>;
  isLeaving(): boolean;
  isLagging(): boolean;
}

/** Which of the routes a listener offers. */
export interface OperatorRoutes {
  readonly health: boolean;
  readonly metrics: boolean;
}

/** Returns false for a request that is not the operator's. */
export type OperatorHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

export function createOperatorHandler(options: OperatorOptions, offered: OperatorRoutes): OperatorHandler {
  return (incoming, outgoing) => {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return false;
    switch (incoming.url?.split('?', 1)[0]) {
      case '/healthz':
        if (offered.health) sendJson(outgoing, 200, { alive: true });
        return offered.health;
      case '/readyz':
        if (offered.health) sendReadiness(outgoing, options);
        return offered.health;
      case '/metrics':
        if (offered.metrics) void sendMetrics(outgoing, options.metrics);
        return offered.metrics;
      default:
        return false;
    }
  };
}

function sendReadiness(outgoing: ServerResponse, options: OperatorOptions): void {
  const checks: Record<string, Check> = { ...options.readiness(), event_loop: options.isLagging() ? 'failing' : 'ok' };
  const states = Object.values(checks);
  const draining = options.isLeaving();
  const ready = !draining && !states.includes('failing');
  sendJson(outgoing, ready ? 200 : 503, { ready, draining, degraded: states.includes('degraded'), checks });
}

async function sendMetrics(outgoing: ServerResponse, metrics: Metrics): Promise<void> {
  try {
    const { contentType, text } = await metrics.expose();
    send(outgoing, 200, contentType, text);
  } catch {
    sendJson(outgoing, 500, { error: { code: 'internal', message: 'the metrics could not be read' } });
  }
}

function sendJson(outgoing: ServerResponse, status: number, body: unknown): void {
  send(outgoing, status, 'application/json', JSON.stringify(body));
}

function send(outgoing: ServerResponse, status: number, contentType: string, body: string): void {
  const headers = {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  };
  outgoing.writeHead(status, headers).end(body);
}
