/** The playground's voices and figures. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { audio, inPlayground, listen, samplesOf } from '../support/playground.js';
import { quickServer } from '../support/quick-server.js';
import { endOfPlayed, firstSound } from '../support/rendered.js';
import { speakView } from '../support/speak-view.js';
import { type TestServer, testServer } from '../support/test-server.js';

inPlayground('the voices', (playground) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer();
  });
  afterAll(() => server.close());

  async function visit() {
    const visit = await playground.visit(server.url, 'Voices');
    const rows = visit.page.locator('tbody tr:visible');
    await rows.first().waitFor();
    return { ...visit, rows };
  }

  it('are listed, and found by name, language, gender and kind', async () => {
    const { page, rows } = await visit();
    const count = page.locator('.voices-layout [role=status]').first();
    const shown = async () => {
      const [, few, all] = /^(\d+) of (\d+)$/.exec((await count.textContent()) ?? '')!.map(Number);
      expect(await rows.count()).toBe(few);
      return { few: few!, all: all! };
    };
    const { few: engine, all } = await shown();
    expect(engine).toBeGreaterThan(100);
    await page.getByLabel('Kind').selectOption({ index: 0 });
    expect((await shown()).few).toBe(all);
    await page.getByLabel('Find').fill('thalia');
    expect(await rows.getByRole('rowheader').allTextContents()).toEqual([expect.stringContaining('aura-2-thalia-en')]);
    await page.getByLabel('Find').fill('');
    await page.getByLabel('Language').selectOption({ label: 'German' });
    const german = await shown();
    await page.getByLabel('Gender').selectOption('female');
    expect((await shown()).few).toBeLessThan(german.few);
    for (const language of await rows.locator('.language code').allTextContents()) expect(language).toMatch(/^de\b/);
  });

  it('are heard, each in its own language, on a socket that closes behind it', async () => {
    const { page, rows, lines } = await visit();
    await listen(page);
    await page.getByLabel('Kind').selectOption({ index: 0 });
    await page.getByLabel('Language').selectOption({ label: 'German' });
    await rows.first().getByRole('button', { name: /^Try / }).click();
    await page.getByText(/: first audio after \d.* ms$/).waitFor();
    await server.figures.until('tts_sessions', 0);
    expect(lines[0]!.sent.join()).toContain('Guten Tag');
    const wire = samplesOf(audio(lines[0]!.received));
    const heard = await page.evaluate(() => ear.heard(0));
    expect(endOfPlayed(heard, wire)).toBeGreaterThan(wire.length);
    expect(firstSound(wire, 0)).toBeLessThan(wire.length);
  });

  it('fall silent when somebody looks at something else', async () => {
    const { page, rows } = await visit();
    await listen(page);
    await rows.first().getByRole('button', { name: /^Try / }).click();
    await page.getByText(/: first audio after/).waitFor();
    await page.getByRole('tab', { name: 'Status' }).click();
    await page.evaluate(() => ear.heard(200));
    const heard = await page.evaluate(() => ear.heard(200));
    expect(firstSound(heard, heard.length - 4800)).toBe(heard.length);
  });
});

inPlayground('the figures', (playground) => {
  it('count sessions as they come and go, and show how long the first audio took', async () => {
    const server = await testServer();
    const { page } = await playground.visit(server.url);
    const view = speakView(page);
    const card = (title: string) =>
      page.locator('.card', { has: page.getByRole('heading', { name: title, exact: true }) });
    await page.getByRole('tab', { name: 'Status' }).click();
    await card('First audio').getByText('nothing was spoken yet').waitFor();
    await card('Sessions').locator('.value', { hasText: /^0$/ }).waitFor();

    await page.getByRole('tab', { name: 'Speak' }).click();
    await view.write('Of course, go ahead.');
    await view.press('Speak');
    await view.ended();
    await page.getByRole('tab', { name: 'Status' }).click();
    await card('Sessions').locator('.value', { hasText: /^1$/ }).waitFor();
    expect(await card('Sessions').locator('.counts').textContent()).toBe('lmnt1');
    expect(await card('Text').locator('.value').textContent()).toBe('20');
    const buckets = card('First audio').getByRole('table', { name: 'First audio' }).getByRole('row');
    expect(await buckets.allTextContents()).toEqual([expect.stringMatching(/^≤ \d+ ms1$|^≤ \d(\.\d+)? s1$/)]);

    await page.getByRole('tab', { name: 'Speak' }).click();
    await view.press('Finish');
    await page.getByText('not connected').waitFor();
    await page.getByRole('tab', { name: 'Status' }).click();
    await card('Sessions').locator('.value', { hasText: /^0$/ }).waitFor();
    await server.close();
  });

  it('are told to be off where they are', async () => {
    const server = await quickServer({ metrics: 'off' });
    const { page, addresses } = await playground.visit(server.url, 'Status');
    await page.getByText('Metrics are not on this address.').waitFor();
    expect(addresses.filter((url) => url.includes('/metrics'))).toEqual([]);
    await server.close();
  });
});
