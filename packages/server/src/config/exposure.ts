/** Who can reach the server, and whether somebody meant that. */

import { isLoopback } from '../access/addresses.js';
import { ConfigError } from './config-error.js';
import type { MetricsPlace } from './schema.js';

interface Exposure {
  readonly host: string;
  readonly apiKeys: readonly unknown[];
  readonly allowOpen: boolean;
}

/** Without keys only this machine may connect, unless the operator asked for more in so many words. Throws a ConfigError. */
export function checkExposure({ host, apiKeys, allowOpen }: Exposure): void {
  if (apiKeys.length > 0 || allowOpen || isLoopback(host)) return;
  throw new ConfigError(
    `host ${host} lets other machines connect, but there are no API keys: anybody could use this server.\n` +
      'Set GLOTTIS_API_KEYS to a long random key, or leave the host at 127.0.0.1, ' +
      'or allow everybody with --insecure-open (GLOTTIS_INSECURE_OPEN=true).',
  );
}

/** What the operator should know about who may connect; undefined when keys are asked for. */
export function exposureNotice({ host, apiKeys }: Exposure): string | undefined {
  if (apiKeys.length > 0) return undefined;
  return isLoopback(host)
    ? 'No API keys are set: every program on this machine may connect, and no other machine. Set GLOTTIS_API_KEYS to change that.'
    : 'No API keys are set: EVERYBODY who reaches this address may connect. Set GLOTTIS_API_KEYS to change that.';
}

interface MetricsExposure {
  readonly host: string;
  readonly metrics: MetricsPlace;
}

/** Where the metrics are, and who can read them: they ask for no key. `url` is where the server listens. */
export function metricsNotice({ host, metrics }: MetricsExposure, url: string): string {
  if (metrics === false) return 'Metrics are off: --metrics 127.0.0.1:9090 serves them to this machine only.';
  const place =
    metrics === 'same' ? new URL('/metrics', url).href : `http://${hostInUrl(metrics.host)}:${metrics.port}/metrics`;
  const open = !isLoopback(metrics === 'same' ? host : metrics.host);
  return `Metrics are at ${place}${open ? ', for EVERYBODY who reaches that address, key or no key' : ''}.`;
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
