// Takes the pictures of the playground that the README shows, in the light and in the dark: npm run build, then
// node scripts/playground-picture.js
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startServer } from 'glottis';
import { chromium } from 'playwright-core';
import { findOrInstall } from './provide-chromium.js';

const folder = resolve(import.meta.dirname, '../docs/images');
const width = 1280;
const maxBytes = 200_000;
const margin = 16;
/** The word at which the picture is taken. */
const moment = 'coffee';

const { path: executablePath, reason } = findOrInstall();
if (executablePath === undefined) throw new Error(reason);
mkdirSync(folder, { recursive: true });
const server = await startServer({ port: 0, logLevel: 'silent' });
const browser = await chromium.launch({ executablePath, args: ['--autoplay-policy=no-user-gesture-required'] });
try {
  await takePicture('light', 'playground.png');
  await takePicture('dark', 'playground-dark.png');
} finally {
  await browser.close();
  await server.close();
}

async function takePicture(colorScheme, name) {
  const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme });
  await page.goto(server.url);
  await page.locator('.choices select:disabled').waitFor({ state: 'detached' });
  // The first text of a connection is spoken a little later than all that follow.
  await speak(page);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('.outcome p').first().waitFor();
  await speak(page);
  await page.getByRole('button', { name: 'Speak' }).blur();
  await page.waitForFunction((word) => document.querySelector('.lit')?.textContent === word, moment);
  const stage = await page.locator('.stage').boundingBox();
  const path = join(folder, name);
  await page.screenshot({ path, clip: { x: 0, y: 0, width, height: Math.ceil(stage.y + stage.height + margin) } });
  await page.close();
  const { size } = statSync(path);
  if (size > maxBytes) throw new Error(`${name} has ${size} bytes, and may have ${maxBytes}`);
  console.log(`${path}: ${Math.round(size / 1024)} KiB`);
}

async function speak(page) {
  await page.getByRole('button', { name: 'Speak' }).click();
  await page.locator('.said', { hasText: 'evening' }).first().waitFor();
}
