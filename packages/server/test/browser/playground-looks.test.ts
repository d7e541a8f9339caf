/** How the playground looks, in the light and in the dark, on a desk and on a telephone; with pictures to look at. */

import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callView } from '../support/call-view.js';
import { type RunningExample, startExample } from '../support/example.js';
import { faintTexts, namelessControls, tabThrough } from '../support/looks.js';
import { inPlayground, listen, type ViewName, viewNames } from '../support/playground.js';
import { speakView } from '../support/speak-view.js';
import { type TestServer, testServer } from '../support/test-server.js';

/** Not kept in the repository. */
const pictures = fileURLToPath(new URL('../../../../../test-results/playground/', import.meta.url));

const looks = [1280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

inPlayground('the page', (playground) => {
  let server: TestServer;
  let agent: RunningExample;
  beforeAll(async () => {
    server = await testServer();
    agent = await startExample('jambonz-agent/sdk', { PORT: '0' });
    console.log(`pictures of the playground are in ${pictures}`);
  });
  afterAll(async () => {
    agent.process.kill();
    await server.close();
  });

  describe.each(looks)('$width pixels wide, $colorScheme', ({ width, colorScheme }) => {
    const viewport = { width, height: width === 390 ? 844 : 900 };
    const isMobile = width === 390;

    it.each(viewNames)('can be read in the view %s, and fits', async (name) => {
      const { page } = await playground.visit(server.url, name, {
        viewport,
        colorScheme,
        isMobile,
        hasTouch: isMobile,
      });
      let moments = 0;
      await scenes[name](page, agent.address, async () => {
        moments += 1;
        const path = `${pictures}${name.toLowerCase()}-${moments}-${width}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true, animations: 'disabled' });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await faintTexts(page)).toEqual([]);
        expect(await namelessControls(page)).toEqual([]);
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      });
      expect(moments).toBeGreaterThan(0);
    });
  });

  it.each(viewNames)('shows where the keyboard is in the view %s, and lets it come to everything', async (name) => {
    const { page } = await playground.visit(server.url, name);
    await prepared[name](page);
    expect(await tabThrough(page)).toEqual({ unseen: [], missed: [] });
  });
});

type Look = () => Promise<void>;

/** What a visitor does in each view, with the moments at which it is looked at. */
const scenes: Record<ViewName, (page: Page, agent: string, look: Look) => Promise<void>> = {
  async Speak(page, _, look) {
    const view = speakView(page);
    await page.getByLabel('Voice', { exact: true }).and(page.locator(':enabled')).waitFor();
    await look();
    await view.press('Speak');
    await page.locator('.said', { hasText: 'coffee' }).waitFor();
    await look();
    await view.press('Clear');
    await page.locator('.outcome p').first().waitFor();
    await look();
  },
  async Call(page, agent, look) {
    const view = callView(page);
    await page.getByRole('button', { name: 'Call', exact: true }).and(page.locator(':enabled')).waitFor();
    await listen(page);
    await look();
    await page.getByLabel('Address of the application').fill('ws://127.0.0.1:9/');
    await view.press('Call');
    await page.getByText('No application answers').waitFor();
    await look();
    await view.press('Hang up');
    await view.is('over');
    await view.describe(agent);
    await view.fill({ GREETING: 'Hello!', TOKENS_PER_SECOND: '30' });
    await view.press('Call');
    await view.agentSays('Hello!');
    await view.sounds();
    await view.quiet();
    await view.say('Tell me a story.');
    await view.agentSays('Once upon a time');
    await view.sounds();
    await page.evaluate(() => ear.heard(2500));
    await look();
    await view.say('A table, please.');
    await view.agentSays('For how many');
    await look();
    await view.press('Hang up');
    await view.is('over');
  },
  async Voices(page, _, look) {
    await prepared.Voices(page);
    await look();
  },
  async Status(page, _, look) {
    await prepared.Status(page);
    await look();
  },
};

/** What is waited for before anybody does anything. */
const prepared: Record<ViewName, (page: Page) => Promise<unknown>> = {
  Speak: (page) => page.getByLabel('Voice', { exact: true }).and(page.locator(':enabled')).waitFor(),
  Call: (page) => page.getByRole('button', { name: 'Call', exact: true }).and(page.locator(':enabled')).waitFor(),
  async Voices(page) {
    await page.locator('tbody tr:visible').first().waitFor();
    await page.getByLabel('Kind').selectOption({ index: 0 });
    await page.getByLabel('Find').fill('en-GB');
  },
  Status: (page) => page.locator('.card').first().waitFor(),
};
