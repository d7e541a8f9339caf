/** Browsers cannot stop reading from a socket. The client's window does it for them. */

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { quickServer } from '../support/quick-server.js';
import type { TestServer } from '../support/test-server.js';
import { chapter } from '../support/texts.js';
import type * as ListenerPage from './page/pausing-listener.js';
import type * as ReaderPage from './page/reader.js';

/** What a page takes ahead unless it is told otherwise, in bytes. */
const windowBytes = 262_144;
const bytesPerSecond = 48_000;
/** What a server makes ahead of that: its output, and the sentence that it is at. */
const aheadSeconds = 2 + 6;
/** Two of them, about. */
const minutes = chapter.slice(0, 2000);
const made = 'tts_audio_seconds_total';

inBrowser('a page that does not take its audio', (browsing) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer();
  });
  afterAll(() => server.close());

  it('gets no more than its window, the server makes no more, and both go on when it reads', async () => {
    const before = await server.figures.read(made);
    const page = await browsing.open<typeof ReaderPage>('reader');
    const reader = await page.evaluateHandle(({ startReader }, [url, text]) => startReader(url, text), [
      server.url,
      minutes,
    ] as const);
    await reader.evaluate((reader) => reader.readFirst());
    const madeSeconds = (await server.figures.untilStill(made)) - before;
    const received = await reader.evaluate((reader) => reader.received());
    expect(received).toBeGreaterThan(windowBytes / 2);
    expect(received).toBeLessThanOrEqual(windowBytes);
    expect(madeSeconds).toBeLessThan(windowBytes / bytesPerSecond + aheadSeconds);

    const read = await reader.evaluate((reader) => reader.readOn());
    expect(read / bytesPerSecond).toBeGreaterThan(5 * madeSeconds);
    expect((await server.figures.read(made)) - before).toBeCloseTo(read / bytesPerSecond, 1);
  });

  it('because its listener has paused, has the server pause, and go on', async () => {
    const page = await browsing.open<typeof ListenerPage>('pausing-listener');
    const listener = await page.evaluateHandle(({ startListening }, [url, text]) => startListening({ url }, text), [
      server.url,
      minutes,
    ] as const);
    await listener.evaluate((listener) => listener.pause());
    const atRest = await server.figures.untilStill(made);
    await listener.evaluate((listener) => listener.resume());
    while ((await server.figures.read(made)) === atRest) await pause(20);
  });
});
