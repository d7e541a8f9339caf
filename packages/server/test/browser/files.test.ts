/** Every file format, as a browser decodes it: it has the codecs that no package brings. */

import { clickTimes } from 'glottis/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { clickEngine } from '../support/click-engine.js';
import { type TestServer, testServer } from '../support/test-server.js';
import type * as FilesPage from './page/files.js';

const text = 'One two three four five. Six seven eight, nine ten.';
/** One frame of AAC at 24 kHz: a file ends with a whole one. */
const frameMs = 43;

inBrowser('a file of speech', (browsing) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ engines: { embedded: false, click: { use: clickEngine, sampleRate: 24_000 } } });
  });
  afterAll(() => server.close());

  it.each(['mp3', 'webm', 'wav', 'ulaw', 'aac'] as const)(
    'in %s plays each word when its time says so',
    async (format) => {
      const page = await browsing.open<typeof FilesPage>('files');
      const { samples, sampleRate, words, toldMs } = await page.evaluate(
        ({ decodeSpeech }, [url, text, format]) => decodeSpeech(url, 'click-24000/en', text, format),
        [server.url, text, format] as const,
      );
      const bytes = Buffer.from(samples, 'base64');
      const decoded = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      const clicks = clickTimes(decoded, sampleRate);
      expect(words).toHaveLength(10);
      expect(clicks).toHaveLength(words.length);
      const worstMs = Math.max(...words.map((startMs, index) => Math.abs(startMs - clicks[index]!)));
      expect(worstMs, 'between a word and its time').toBeLessThan(20);
      expect(Math.abs((decoded.length * 1000) / sampleRate - toldMs)).toBeLessThan(frameMs);
    },
  );
});
