/** The page to try the server on: at `/`, its parts below `/playground/`. */

import { createHash } from 'node:crypto';
import { SpeechError } from '../errors.js';
import type { Protocol, Route } from '../protocols/protocol.js';
import { plainRefusal } from './refusal.js';
import { fileAnswer, readStaticFiles, type StaticFile } from './static-files.js';

/** What the page is told of the server, as `/playground/about.json`. */
export interface About {
  readonly version: string;
  /** Whether a key is asked for. */
  readonly keyed: boolean;
  readonly protocols: readonly string[];
  /** Where the metrics are on this address; null where they are not. */
  readonly metrics: string | null;
  /** Whether applications can be called. */
  readonly calls: boolean;
}

export interface Playground {
  /** Nothing but routes, which are served as those of the wire protocols are: prefix, limits, log and all. */
  readonly protocol: Protocol;
  /** Whether there is a page to open. */
  readonly isBuilt: boolean;
}

/** Reads the page from its folder. Where it is not there, its routes say how it is made. */
export async function createPlayground(folder: URL, about: About): Promise<Playground> {
  const files = new Map(await readStaticFiles(folder));
  const page = files.get('index.html');
  // Its links begin at `/`, so it would be broken anywhere else.
  files.delete('index.html');
  const script = page && importMapHash(page);
  const headersFor = (host: string | null) => ({
    'content-security-policy': policy(script, host),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  const serve = (file: StaticFile | undefined, { url, headers }: Request) => {
    if (page === undefined) throw notBuilt();
    if (file === undefined) throw new SpeechError('not-found', `there is nothing at ${new URL(url).pathname}`);
    return fileAnswer(file, headers, headersFor(headers.get('host')));
  };
  return {
    isBuilt: page !== undefined,
    protocol: {
      name: 'playground',
      routes: [
        get('/', (request) => serve(page, request)),
        get('/playground/about.json', () => Response.json(about, { headers: { 'cache-control': 'no-store' } })),
        get('/playground/*file', (request, file) => serve(files.get(file), request)),
        // Beside the page, where people look for it: below a prefix without its slash, and in the folder of its parts.
        get('', ({ url }) => movedTo(`${new URL(url).pathname.split('/').at(-1)}/`)),
        get('/playground', () => movedTo('./')),
        get('/playground/', () => movedTo('../')),
      ],
      refuse: plainRefusal,
      farewell: ({ message }) => ({ code: 1011, reason: message }),
    },
  };
}

function get(path: string, answer: (request: Request, file: string) => Response): Route {
  return {
    type: 'http',
    method: 'GET',
    path,
    handle: async (request, _, { params }) => answer(request, params.file ?? ''),
  };
}

/** Relative, so that it holds behind any proxy. */
const movedTo = (location: string) => new Response(null, { status: 308, headers: { location } });

/** Scripts and styles are files of ours; but for the import map, which a page can only hold itself, and for the audio worklet,
 *  which the client makes on the spot. Connections go to the host that the page came from: not every browser takes `self` for
 *  sockets too. */
function policy(importMap: string | undefined, host: string | null): string {
  const sockets =
    host !== null && /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    `script-src 'self' blob:${importMap === undefined ? '' : ` '${importMap}'`}`,
    `connect-src 'self'${sockets}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function importMapHash({ body }: StaticFile): string | undefined {
  const map = /<script type="importmap">([\s\S]*?)<\/script>/.exec(new TextDecoder().decode(body))?.[1];
  return map && `sha256-${createHash('sha256').update(map).digest('base64')}`;
}

const notBuilt = () =>
  new SpeechError('not-found', 'the page was not built with this server: run npm run build, then start it again');
