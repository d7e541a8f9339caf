/** By which names a server may be addressed that nobody but this machine reaches. A page can have its own name lead here, and then
 *  comes as a page of the same host, which sends no Origin with what it reads; but it cannot change the name in Host. */

import { isLoopback } from '../access/addresses.js';
import { SpeechError } from '../errors.js';

/** Whether a request with this Host may be answered. */
export type HostPolicy = (host: string | undefined) => boolean;

export const anyHost: HostPolicy = () => true;

/** Names of this machine, and the hosts of the origins; `*` among them is every host. A request without a Host, as HTTP/1.0 may
 *  be, comes from no browser. */
export function localHosts(origins: readonly string[]): HostPolicy {
  if (origins.includes('*')) return anyHost;
  const listed = new Set(origins.flatMap((origin) => (URL.canParse(origin) ? new URL(origin).hostname : [])));
  return (host) => {
    if (host === undefined) return true;
    const name = nameIn(host);
    return name !== undefined && (isLoopback(name) || name.endsWith('.localhost') || listed.has(name));
  };
}

/** In lower case, without the port and the dot that ends a full name. */
function nameIn(host: string): string | undefined {
  const isHost = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(host) && URL.canParse(`http://${host}`);
  return isHost ? new URL(`http://${host}`).hostname.replace(/\.$/, '') : undefined;
}

export function wrongHost(): SpeechError {
  return new SpeechError(
    'forbidden',
    'this server is open to its own machine: address it as localhost, or have its operator list the origin or set keys',
  );
}
