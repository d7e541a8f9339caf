/** Serves the page beside it, with Node alone and without a bundler: the browser gets the client's modules as they are.
 *  node examples/dist/browser/serve.js */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

const client = new URL('.', import.meta.resolve('@glottis/client'));
const scripts = new URL('.', import.meta.url);
const page = new URL('../../browser/', import.meta.url);
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

const { GLOTTIS_URL, PORT = '8090' } = process.env;
const server = createServer(async (request, response) => {
  const file = fileAt(new URL(`http://localhost${request.url}`).pathname);
  const content = await readFile(file).catch(() => undefined);
  if (content === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': types[extname(file.pathname)] ?? 'text/plain' }).end(content);
});
server.listen(Number(PORT), '127.0.0.1', () => {
  const query = GLOTTIS_URL === undefined ? '' : `?server=${encodeURIComponent(GLOTTIS_URL)}`;
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${query}`);
});

function fileAt(path: string): URL {
  if (path === '/') return new URL('index.html', page);
  if (path.startsWith('/client/')) return new URL(path.slice('/client/'.length), client);
  return new URL(path.slice(1), path.endsWith('.js') ? scripts : page);
}
