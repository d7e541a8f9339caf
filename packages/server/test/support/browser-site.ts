/** The web site that the browser tests visit: the client's modules as they are published, and those of the tests. */

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workletSource } from '@glottis/client/player';

/** The browser is told that this is where the site is, too. */
export const foreignHost = 'pages.example';

export interface BrowserSite {
  /** `http://127.0.0.1:…/`, a page of this machine. */
  readonly url: string;
  /** The same page under a name of its own. Browsers do not trust it with audio worklets. */
  readonly foreignOrigin: string;
  /** A page whose policy forbids all scripts that are not files of this site. */
  readonly strictUrl: string;
  close(): Promise<void>;
}

const folders: Readonly<Record<string, string>> = {
  client: dirname(fileURLToPath(import.meta.resolve('@glottis/client'))),
  page: fileURLToPath(new URL('../browser/page', import.meta.url)),
};

const importMap = JSON.stringify({
  imports: { '@glottis/client': '/client/index.js', '@glottis/client/player': '/client/player/index.js' },
});
const nonce = 'import-map';
const page = `<!doctype html><link rel="icon" href="data:,"><script type="importmap" nonce="${nonce}">${importMap}</script>`;
const strictPolicy = `default-src 'self'; connect-src *; img-src data:; script-src 'self' 'nonce-${nonce}'`;

/** Serves on a free port. */
export async function browserSite(): Promise<BrowserSite> {
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    foreignOrigin: `http://${foreignHost}:${port}`,
    strictUrl: `http://127.0.0.1:${port}/strict`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (url) {
    case '/':
      response.setHeader('content-type', 'text/html').end(page);
      return;
    case '/strict':
      response.setHeader('content-type', 'text/html').setHeader('content-security-policy', strictPolicy).end(page);
      return;
    case '/worklet.js':
      response.setHeader('content-type', 'text/javascript').end(workletSource());
      return;
    default:
      response.setHeader('content-type', 'text/javascript');
      response.end(await moduleAt(url).catch(() => void response.writeHead(404)));
  }
}

async function moduleAt(url: string): Promise<Buffer> {
  const [, name = '', ...path] = url.split('/');
  const folder = folders[name];
  if (folder === undefined) throw new Error(`there is nothing at ${url}`);
  return await readFile(join(folder, ...path));
}
