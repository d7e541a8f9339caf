/** The playground as its visitors find it, with ears and eyes on it. */

import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page, WebSocket } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import { type Browsing, inBrowser } from './browser.js';

/** A WebSocket of the page. */
export interface Line {
  readonly url: string;
  readonly sent: readonly (string | Buffer)[];
  readonly received: readonly (string | Buffer)[];
}

export interface Visit {
  readonly page: Page;
  /** All addresses that the page has asked for, those of its sockets included. */
  readonly addresses: readonly string[];
  /** In the order in which they were opened. */
  readonly lines: readonly Line[];
}

export interface Playground extends Pick<Browsing, 'takeComplaints'> {
  /** Settles when the page shows the view. */
  visit(address: string, view?: ViewName, options?: BrowserContextOptions): Promise<Visit>;
}

export const viewNames = ['Speak', 'Call', 'Voices', 'Status'] as const;
export type ViewName = (typeof viewNames)[number];

/** Shorter than a test may take, so that it says what it has waited for. */
const patienceMs = 20_000;

const modules = fileURLToPath(new URL('../browser/page', import.meta.url));

/** Tests in a real browser. Each of them fails, whatever else it is about, when its page asks another host for anything, or when
 *  the browser complains: of an error, or of what the page's policy forbids. */
export function inPlayground(name: string, tests: (playground: Playground) => void): void {
  inBrowser(name, (browsing) => {
    let visits: { readonly host: string; readonly addresses: readonly string[] }[] = [];
    afterEach(() => {
      const strangers = visits.flatMap(({ host, addresses }) => addresses.filter((url) => !isAt(host, url)));
      visits = [];
      expect(strangers).toEqual([]);
    });

    tests({
      takeComplaints: browsing.takeComplaints,
      async visit(address, view = 'Speak', options = {}) {
        const page = await browsing.visit('about:blank', options);
        page.setDefaultTimeout(patienceMs);
        const addresses: string[] = [];
        const lines: Line[] = [];
        page.on('request', (request) => addresses.push(request.url()));
        page.on('websocket', (socket) => {
          addresses.push(socket.url());
          lines.push(lineOf(socket));
        });
        visits.push({ host: new URL(address).host, addresses });
        // The modules of `browser/page/`, as if they were the server's: the page's policy lets no others in.
        await page.route('**/page/*.js', (route) => {
          const path = new URL(route.request().url()).pathname.replace(/^.*\/page/, modules);
          return route.fulfill({ path, contentType: 'text/javascript' });
        });
        await page.goto(`${address}#${view.toLowerCase()}`);
        await page.getByRole('tab', { name: view, selected: true }).waitFor();
        return { page, addresses, lines };
      },
    });
  });
}

/** Gives the page its ear: `globalThis.ear`. */
export async function listen(page: Page): Promise<void> {
  await page.addScriptTag({ type: 'module', url: new URL('/page/playground-ear.js', page.url()).href });
  await page.waitForFunction(() => 'ear' in globalThis);
}

/** Pages that a script makes itself have no host. */
function isAt(host: string, url: string): boolean {
  return new URL(url).host === host || url.startsWith(`blob:http://${host}/`);
}

function lineOf(socket: WebSocket): Line {
  const sent: (string | Buffer)[] = [];
  const received: (string | Buffer)[] = [];
  socket.on('framesent', ({ payload }) => sent.push(payload));
  socket.on('framereceived', ({ payload }) => received.push(payload));
  return { url: socket.url(), sent, received };
}

/** The messages of one type that a side has sent so far. */
export function messages<Message>(side: readonly (string | Buffer)[], type: string): readonly Message[] {
  return side
    .filter((message) => typeof message === 'string')
    .map((message) => JSON.parse(message) as Message & { readonly type?: string })
    .filter((message) => message.type === type);
}

/** All binary messages of a side, as one. */
export function audio(side: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(side.filter((message) => Buffer.isBuffer(message)));
}

/** 16 bit samples as the player has them. */
export function samplesOf(pcm: Buffer): Float32Array {
  return Float32Array.from({ length: pcm.length >> 1 }, (_, index) => pcm.readInt16LE(index * 2) / 32_768);
}
