/** A real browser, and pages of it whose modules a test can call. */

import {
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  chromium,
  type JSHandle,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type BrowserSite, browserSite, foreignHost } from './browser-site.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** What the global setup found. */
    chromium: { readonly path: string } | { readonly path?: undefined; readonly reason: string };
  }
}

const switches = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  // A name that is not of this machine, as far as origins go.
  `--host-resolver-rules=MAP ${foreignHost} 127.0.0.1`,
];

export interface Browsing {
  readonly site: BrowserSite;
  /** Opens a page in a profile of its own. */
  visit(address: string, options?: BrowserContextOptions): Promise<Page>;
  /** Visits a page of the site, its home unless told otherwise, and imports a module of `browser/page/` into it. */
  open<Module>(module: string, address?: string): Promise<JSHandle<Module>>;
  /** Everything that the pages of this test have complained of so far. Whoever calls this has looked at it: what is left
   *  over when the test ends fails it. */
  takeComplaints(): readonly string[];
}

/** Tests that share one browser. Where there is none, they are skipped by name, unless this is CI: there they fail. */
export function inBrowser(name: string, tests: (browsing: Browsing) => void): void {
  const found = inject('chromium');
  const { path: executablePath } = found;
  if (executablePath === undefined && process.env.CI) {
    it(`${name} needs a browser`, () => expect.fail(found.reason));
    return;
  }
  describe.skipIf(executablePath === undefined)(name, () => {
    let browser: Browser;
    let site: BrowserSite;
    let complaints: string[] = [];

    beforeAll(async () => {
      site = await browserSite();
      browser = await chromium.launch({ executablePath, args: switches });
    });
    afterEach(async () => {
      for (const context of browser.contexts()) await context.close();
      const left = complaints;
      complaints = [];
      expect(left).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    async function visit(address: string, options?: BrowserContextOptions): Promise<Page> {
      const page = await (await browser.newContext(options)).newPage();
      page.on('console', (message) => complaints.push(...complaintOf(message)));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(address);
      return page;
    }

    tests({
      get site() {
        return site;
      },
      visit,
      async open<Module>(module: string, address = site.url) {
        const page = await visit(address);
        // As text: a test runner rewrites every import that it sees.
        return await page.evaluateHandle<Module>(`import('/page/${module}.js')`);
      },
      takeComplaints: () => complaints.splice(0),
    });
  });
}

function complaintOf(message: ConsoleMessage): readonly string[] {
  return ['error', 'warning'].includes(message.type()) ? [message.text()] : [];
}
