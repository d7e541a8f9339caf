/** Where the server is: it served this page, so everything is found from the page's own address. */

export interface Server {
  /** `https://host/prefix`, without a slash at the end. */
  readonly base: string;
  /** The HTTP address of a path that begins with a slash. */
  http(path: string): string;
  /** The WebSocket address of a path that begins with a slash. */
  ws(path: string): string;
  /** The address of what stands at the host's root, whatever the prefix: the operator's paths. */
  root(path: string): string;
}

export function createServer(pageUrl: string): Server {
  const page = new URL('.', pageUrl);
  const base = page.origin + page.pathname.replace(/\/+$/, '');
  return {
    base,
    http: (path) => base + path,
    ws: (path) => base.replace(/^http/, 'ws') + path,
    root: (path) => page.origin + path,
  };
}
