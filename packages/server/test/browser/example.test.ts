/** The example page, used as people use it. */

import type { ChildProcess } from 'node:child_process';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { startExample } from '../support/example.js';
import { quickServer } from '../support/quick-server.js';
import type { TestServer } from '../support/test-server.js';
import { chapter, firstReply } from '../support/texts.js';

inBrowser('the example page', (browsing) => {
  let server: TestServer;
  let site: ChildProcess;
  let address: string;
  beforeAll(async () => {
    server = await quickServer();
    ({ process: site, address } = await startExample('browser/serve', { PORT: '0', GLOTTIS_URL: server.url }));
  });
  afterAll(async () => {
    site.kill();
    await server.close();
  });

  /** Settles when the page knows the voices. */
  async function visit(options?: BrowserContextOptions): Promise<Page> {
    const page = await browsing.visit(address, options);
    await page.locator('#voice:enabled').waitFor();
    return page;
  }

  it('shows a text, lights up its words one after the other, and comes to rest', async () => {
    const page = await visit();
    const lit = await page.evaluateHandle(watchLit);
    const text = 'Of course, go ahead.';
    await page.getByLabel('Text').fill(text);
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.locator('.lit').first().waitFor();
    await page.locator('#stop:disabled').waitFor();
    expect(await lit.jsonValue()).toEqual(text.match(/\w+/g));
    expect(await page.locator('#reading').textContent()).toBe(text);
    expect(await page.locator('.lit').count()).toBe(0);
    await server.figures.until('tts_sessions', 0);
  });

  it('is used by keys alone: it speaks, falls silent, and says what was heard', async () => {
    const page = await visit();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(chapter);
    await page.keyboard.press('Control+Enter');
    await page.locator('.said', { hasText: 'lighthouse' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('You heard: “The old').waitFor();
    await server.figures.until('tts_sessions', 0);
  });

  it('says only the last of what it is told to say', async () => {
    const page = await visit();
    await page.getByLabel('Text').fill(chapter);
    const speak = page.getByRole('button', { name: 'Speak' });
    await speak.click();
    await page.locator('.lit').first().waitFor();
    await page.getByLabel('Text').fill(firstReply);
    for (const _ of [1, 2, 3]) await speak.click({ noWaitAfter: true });
    await page.locator('.said', { hasText: 'order' }).waitFor();
    expect(await page.locator('#reading').textContent()).toBe(firstReply);
    await server.figures.until('tts_sessions', 1);
  });

  it('fits a phone', async () => {
    const page = await visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('says what to do where there is no server', async () => {
    const nowhere = new URL(address);
    nowhere.searchParams.set('server', 'http://127.0.0.1:9');
    const page = await browsing.visit(nowhere.href);
    await page.getByText('There is no server at http://127.0.0.1:9').waitFor();
    expect(browsing.takeComplaints()).not.toEqual([]);
  });
});

/** In the page: grows by every word that is lit up. */
function watchLit(): readonly string[] {
  const words: string[] = [];
  const look = () => {
    const word = document.querySelector('#reading .lit')?.textContent ?? '';
    if (/\w/.test(word) && word !== words.at(-1)) words.push(word);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: ['class'] });
  return words;
}
