/** Reads where a redirect leads. */

import { DialError } from '../protocols/dial.js';

/** The URL of a WebSocket that an answer leads to; undefined where it leads nowhere. Throws `forbidden` where it leads from an
 *  encrypted connection to one that is not. */
export function nextPlace(
  from: URL,
  { status, location }: { readonly status: number; readonly location: string | undefined },
): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  // Servers write the scheme of a page where they mean that of a socket.
  const to = new URL(new URL(location, from).href.replace(/^http(?=s?:)/, 'ws'));
  if (from.protocol === 'wss:' && to.protocol === 'ws:') {
    throw new DialError('forbidden', 'the URL leads on to a connection that is not encrypted');
  }
  return to;
}

/** Whether what a caller entrusts to one place may go to the other: the same host and port, or its encrypted door where both are
 *  the usual ones. Whoever sends on from there has seen it already, in the clear. */
export function isSameServer(from: URL, to: URL): boolean {
  if (from.hostname !== to.hostname) return false;
  const isUpgrade = from.protocol === 'ws:' && to.protocol === 'wss:' && from.port === '' && to.port === '';
  return isUpgrade || portOf(from) === portOf(to);
}

function portOf({ protocol, port }: URL): string {
  return port || (protocol === 'wss:' ? '443' : '80');
}
