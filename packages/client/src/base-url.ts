import { GlottisError } from './errors.js';

/** Where one server's doors are. */
export interface Addresses {
  /** The address of a REST path such as `/v1/ai/speech`. */
  rest(path: string, query?: URLSearchParams): string;
  /** The address of the speech socket. */
  readonly session: string;
}

/**
 * Finds the doors of a server behind `http(s)://host[/prefix]`; trailing slashes do not matter. In a browser the address
 * may be relative to the page: `/` is the server that served it. Throws a GlottisError for anything else.
 */
export function addresses(baseURL: string): Addresses {
  const base = parse(baseURL);
  const root = base.origin + base.pathname.replace(/\/+$/, '');
  return {
    rest(path, query) {
      return query === undefined || query.size === 0 ? root + path : `${root}${path}?${query}`;
    },
    session: `${root.replace(/^http/, 'ws')}/v1/ai/speech/stream`,
  };
}

function parse(baseURL: string): URL {
  const page: string | undefined = globalThis.location?.href;
  let url: URL;
  try {
    url = new URL(baseURL, page);
  } catch (cause) {
    throw new GlottisError(`baseURL is not an address; give it as http://host:port`, { cause });
  }
  if (!['http:', 'https:'].includes(url.protocol)) {
    throw new GlottisError(`baseURL begins with ${url.protocol}; give it as http: or https:, also for sessions`);
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new GlottisError('baseURL is a host and a path; a query, a fragment or a password has no place in it');
  }
  return url;
}
