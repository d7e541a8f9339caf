/** What a browser plays of a session: every sample that came, at its time. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { quickServer } from '../support/quick-server.js';
import { findPlayed, firstSound, lastIndexOfRun, quantum } from '../support/rendered.js';
import type { TestServer } from '../support/test-server.js';
import { chapter, secondReply } from '../support/texts.js';
import type * as ReplyPage from './page/reply.js';
import type * as WordsPage from './page/words.js';

inBrowser('a page that speaks', (browsing) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer();
  });
  afterAll(() => server.close());

  // At twice the rate, every second frame is a sample of the wire's, and the others lie between them.
  it.each([
    ['pcm_s16le', 1, secondReply],
    ['pcm_f32le', 2, 'Of course, go ahead.'],
  ] as const)(
    'plays all that came as %s, in order and without a gap, on speakers %i times as fast',
    async (format, stride, text) => {
      const page = await browsing.open<typeof ReplyPage>('reply');
      const contextRate = 24_000 * stride;
      const reply = await page.evaluate(({ hearReply }, [options, text]) => hearReply(options, text), [
        { url: server.url, contextRate, player: { format } },
        text,
      ] as const);
      expectWhole(reply, stride);
    },
  );

  it('plays where a policy forbids scripts that are made on the fly, once it says where the worklet is', async () => {
    const page = await browsing.open<typeof ReplyPage>('reply', browsing.site.strictUrl);
    const options = { url: server.url };
    const refused = page.evaluate(({ hearReply }, options) => hearReply(options, ''), options);
    await expect(refused).rejects.toThrow(/where a policy forbids blob: addresses, give workletUrl/);
    const allowed = { ...options, player: { workletUrl: '/worklet.js' } };
    expectWhole(await page.evaluate(({ hearReply }, options) => hearReply(options, 'Of course.'), allowed), 1);
  });

  it('knows which word is being spoken, across flushes', async () => {
    const page = await browsing.open<typeof WordsPage>('words');
    const { wire, glimpses } = await page.evaluate(({ followWords }, [url, texts]) => followWords({ url }, texts, 4), [
      server.url,
      ['Of course.', chapter],
    ] as const);
    expect(glimpses.map(({ lit }) => lit?.text)).toEqual(['course', 'lighthouse', 'climbed', 'winding']);
    for (const { positionMs, heard } of glimpses) {
      // The position lies in the word that is lit, and what was rendered last is what stands before it in the wire.
      const position = Math.round(positionMs * 24);
      const last = wire.subarray(position - 1200, position);
      const at = lastIndexOfRun(heard, last);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(firstSound(heard, at + last.length + quantum)).toBe(heard.length);
    }
  });
});

function expectWhole({ wire, heard, underruns }: ReplyPage.Reply, stride: number): void {
  const { startsAt, length } = findPlayed(heard, 0, wire, stride);
  expect({ underruns, length }).toEqual({ underruns: 0, length: wire.length });
  expect(firstSound(heard, startsAt + length * stride + quantum)).toBe(heard.length);
  expect(firstSound(wire, 0)).toBeLessThan(wire.length);
}
