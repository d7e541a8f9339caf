/** Which web pages may talk to this server, and how browsers are told. A request without an Origin is no web page. */

import { isLoopback } from '../access/addresses.js';

export interface OriginPolicy {
  /** Whether a page of this origin may use the server that was addressed as `host`. */
  permits(origin: string | undefined, host: string | undefined): boolean;
}

export interface OriginOptions {
  /** Origins like `https://app.example.com`, or `*` for every page there is. */
  readonly listed: readonly string[];
  /** Whether a key is asked for besides. */
  readonly keyed: boolean;
}

/** Pages of this machine are always welcome. Pages of the same host are where a key is asked for: without one, the name
 *  in Host proves nothing, since any site can have its own name lead to this machine. */
export function createOriginPolicy({ listed, keyed }: OriginOptions): OriginPolicy {
  const origins = new Set(listed.map((origin) => origin.toLowerCase().replace(/\/$/, '')));
  return {
    permits(origin, host) {
      if (origin === undefined || origins.has('*') || origins.has(origin.toLowerCase())) return true;
      // `null` and everything else that is not an address belongs to nobody in particular.
      if (!URL.canParse(origin)) return false;
      const page = new URL(origin);
      return isLoopback(page.hostname) || (keyed && isSameHost(page, host));
    },
  };
}

/** Lets the page read the answer. Its own origin is named, since a wildcard does not go with credentials. */
export function corsHeaders(origin: string | undefined): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  };
}

/** The answer to a browser that asks before it sends. */
export function preflightHeaders(methods: readonly string[], askedHeaders: string | undefined): Record<string, string> {
  return {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': askedHeaders ?? '*',
    'access-control-max-age': '7200',
  };
}

function isSameHost(page: URL, host: string | undefined): boolean {
  const own = `${page.protocol}//${host}`;
  // Parsed, so that a default port compares equal to none.
  return host !== undefined && URL.canParse(own) && new URL(own).host === page.host;
}
