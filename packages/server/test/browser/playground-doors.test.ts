/** Who may use the playground, and where it is. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inPlayground } from '../support/playground.js';
import { quickServer } from '../support/quick-server.js';
import { speakView } from '../support/speak-view.js';
import type { TestServer } from '../support/test-server.js';

const key = 'gl_5b1f0a3c9d7e';

inPlayground('the page of a server with keys', (playground) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer({ apiKeys: [key] });
  });
  afterAll(() => server.close());

  async function enter(page: Page, text: string): Promise<void> {
    await page.getByLabel('Key', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Use' }).click();
  }

  it('asks for one in every view that needs one', async () => {
    const { page } = await playground.visit(server.url);
    await page.getByText('This server asks for a key: enter it above.').waitFor();
    for (const view of ['Call', 'Voices']) {
      await page.getByRole('tab', { name: view }).click();
      await page.getByRole('tabpanel', { name: view }).getByText('This server asks for a key').waitFor();
    }
  });

  it('says that a wrong one is wrong, and takes the right one after it', async () => {
    const { page } = await playground.visit(server.url);
    const view = speakView(page);
    await enter(page, 'wrong');
    await page.locator('.choices [role=status]', { hasText: /key/ }).waitFor();
    await view.press('Speak');
    await page.locator('.outcome .problem').waitFor();
    expect(playground.takeComplaints()).not.toEqual([]);
    await enter(page, key);
    await page.getByLabel('Voice', { exact: true }).and(page.locator(':enabled')).waitFor();
    await view.write('Of course.');
    await view.press('Speak');
    await view.ended();
  });

  describe.each(['Glottis client', 'Deepgram', 'LMNT', 'SLNG bridge'])('over %s', (protocol) => {
    it('speaks, with the key in no address, no storage that lasts, and nothing that is shown', async () => {
      const { page, addresses } = await playground.visit(server.url);
      const view = speakView(page);
      await enter(page, key);
      await page.getByLabel('Voice', { exact: true }).and(page.locator(':enabled')).waitFor();
      await view.choose('Protocol', protocol);
      await view.write('Of course.');
      await view.press('Speak');
      await view.ended();
      expect(addresses.filter((url) => url.includes('ws://'))).toHaveLength(1);
      expect(addresses.filter((url) => decodeURIComponent(url).includes(key))).toEqual([]);
      const kept = await page.evaluate(() => JSON.stringify(localStorage) + document.cookie + document.body.innerText);
      expect(kept).not.toContain(key);
    });
  });

  it('keeps it while the tab is open, and calls with it', async () => {
    const { page, addresses } = await playground.visit(server.url, 'Call');
    await enter(page, key);
    const call = page.getByRole('button', { name: 'Call', exact: true });
    await call.and(page.locator(':enabled')).waitFor();
    await page.reload();
    await call.and(page.locator(':enabled')).waitFor();
    expect(addresses.filter((url) => url.startsWith('ws://'))).toHaveLength(2);
    expect(addresses.filter((url) => url.includes(key))).toEqual([]);
  });
});

inPlayground('the page', (playground) => {
  it('is not there where it was turned off', async () => {
    const server = await quickServer({ playground: false });
    expect((await fetch(server.url)).status).toBe(404);
    expect((await fetch(`${server.url}/playground/main.js`)).status).toBe(404);
    await server.close();
  });

  it('works below a path prefix', async () => {
    const server = await quickServer({ pathPrefix: '/at/speech' });
    const { page } = await playground.visit(`${server.url}/`);
    const view = speakView(page);
    await view.write('Of course.');
    await view.press('Speak');
    await view.ended();
    await page.getByRole('tab', { name: 'Status' }).click();
    await page.locator('.card .value', { hasText: /^1$/ }).first().waitFor();
    await server.close();
  });
});
