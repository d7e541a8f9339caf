/** A listener says something: what was being said ends at once, and nobody hears of it again. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { quickServer } from '../support/quick-server.js';
import { findPlayed, firstSound, quantum } from '../support/rendered.js';
import type { TestServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';
import type * as Page from './page/interruptions.js';

/** From the call to silence, and to the server's word that nothing more will come of what was being said. */
const boundMs = 50;
const framesPerMs = 24;

inBrowser('an interruption', (browsing) => {
  const texts = [chapter, firstReply + chapter, secondReply + chapter, 'Of course.'];
  let server: TestServer;
  let replies: readonly Page.Reply[];
  let heard: Float32Array;
  let stretches: readonly Stretch[];
  beforeAll(async () => {
    server = await quickServer();
    const page = await browsing.open<typeof Page>('interruptions');
    const scene = [server.url, texts] as const;
    ({ replies, heard } = await page.evaluate(({ interrupt }, [url, texts]) => interrupt({ url }, texts), scene));
    stretches = follow(replies, heard);
  });
  afterAll(() => server.close());

  it(`is silence within ${boundMs} ms as the speakers count them, and the server's answer needs no longer`, () => {
    const msFrom = (calledAt: number, frame: number) => Math.round((frame - calledAt) / framesPerMs);
    const figures = stretches.flatMap(({ cut, silentAt }) =>
      cut === undefined
        ? []
        : [{ silentMs: msFrom(cut.calledAt, silentAt), answeredMs: msFrom(cut.calledAt, cut.answeredAt) }],
    );
    console.log(`interrupted ${figures.length} times:`, figures);
    expect(figures).toHaveLength(texts.length - 1);
    expect(Math.max(...figures.map(({ silentMs }) => silentMs))).toBeLessThanOrEqual(boundMs);
    // A machine that is busy with other tests may be late with an answer, as its speakers may not.
    expect(Math.min(...figures.map(({ answeredMs }) => answeredMs))).toBeLessThanOrEqual(boundMs);
  });

  it('leaves nothing behind: the next sound is the first sample of the next reply, and the last one is whole', () => {
    for (const { played, wire } of stretches) expect(played).toBeGreaterThan(firstSound(wire, 0) + quantum);
    const last = stretches.at(-1)!;
    expect(last.played).toBe(last.wire.length);
    expect(firstSound(heard, last.silentAt)).toBe(heard.length);
  });

  it('is placed by the player where the speakers were', () => {
    for (const { cut, played, wire } of stretches.slice(0, -1)) {
      const placed = Math.round(cut!.playedMs * framesPerMs);
      expect(placed).toBeLessThanOrEqual(played + quantum);
      // Where the speaker took a breath, the silence behind the stop is no different.
      expect(firstSound(wire.subarray(0, played), placed + quantum)).toBe(played);
    }
  });

  it('is told to the server, which names the words that were heard', () => {
    for (const [index, { cut, timestamps }] of stretches.slice(0, -1).entries()) {
      const { playedMs, heard } = cut!;
      const words = timestamps.filter(({ text }) => /\w/.test(text));
      const heardWords = words.filter(({ start, duration }) => (start + duration / 2) * 1000 <= playedMs);
      expect(heardWords).not.toEqual([]);
      expect(heard?.text_spoken.match(/[\w'-]+/g)).toEqual(heardWords.map(({ text }) => text));
      expect(`${heard?.text_spoken}${heard?.text_remaining}`).toBe(texts[index]);
      expect(heard?.audio_ms).toBe(Math.round(playedMs));
    }
  });
});

/** A reply where it was rendered. */
interface Stretch extends Page.Reply {
  /** How many of its samples were, one after the other. */
  readonly played: number;
  /** The first frame that is silent behind it. */
  readonly silentAt: number;
}

/** Finds every reply as the first sound behind the silence of the one before. */
function follow(replies: readonly Page.Reply[], heard: Float32Array): readonly Stretch[] {
  let from = 0;
  return replies.map((reply) => {
    const { startsAt, length: played } = findPlayed(heard, from, reply.wire);
    // A sound that is stopped fades, for less than a render quantum.
    const sounding = heard.subarray(startsAt, startsAt + played + quantum);
    const silentAt = startsAt + 1 + sounding.findLastIndex((sample) => sample !== 0);
    from = silentAt;
    return { ...reply, played, silentAt };
  });
}
