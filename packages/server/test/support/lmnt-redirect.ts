/** Sends what is addressed to LMNT's own host to a server of ours. Clients before 2.12 dial that host whatever their base
 *  URL is; here their requests, and the handshakes of their sockets, leave by another door, and they stay as they are. */

import http from 'node:http';
import https from 'node:https';

const vendorHost = 'api.lmnt.com';

/** From now on, until the function that it returns is called. `url` is where the server listens. */
export function redirectLmnt(url: string): () => void {
  const { hostname, port, pathname } = new URL(url);
  const prefix = pathname.replace(/\/$/, '');
  const dialVendor = https.request;
  // Libraries hand over one object of options, in which these say how to reach a host over TLS.
  const dial = (options: https.RequestOptions, ...rest: [((response: http.IncomingMessage) => void)?]) => {
    if ((options.hostname ?? options.host) !== vendorHost) return dialVendor(options, ...rest);
    const { agent, createConnection, defaultPort, host, ...kept } = options;
    return http.request({ ...kept, protocol: 'http:', hostname, port, path: prefix + kept.path }, ...rest);
  };
  Object.assign(https, { request: dial });
  return () => Object.assign(https, { request: dialVendor });
}

// For `node --import`, where a whole program is to be redirected.
if (process.env.REDIRECT_LMNT_TO !== undefined) redirectLmnt(process.env.REDIRECT_LMNT_TO);
