/** The playground over every protocol of its list, and what it shows of the messages. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audio, inPlayground, type Line, listen, messages, samplesOf } from '../support/playground.js';
import { quickServer } from '../support/quick-server.js';
import { endOfPlayed, firstSound } from '../support/rendered.js';
import { speakView } from '../support/speak-view.js';
import type { TestServer } from '../support/test-server.js';

const text = 'Of course, go ahead.';
const pcm = 'PCM, 16 bit, 24 kHz';
const fromSocket = ({ received }: Line) => audio(received);
const fromJson = ({ received }: Line) =>
  Buffer.concat(
    messages<{ readonly data: string }>(received, 'audio_chunk').map(({ data }) => Buffer.from(data, 'base64')),
  );

const protocols = [
  { title: 'Glottis client', pcmOf: fromSocket, formats: [pcm, 'MP3 (plays when it is complete)'] },
  { title: 'Deepgram', pcmOf: fromSocket, formats: [pcm, 'µ-law, 8 kHz, as on a telephone'] },
  { title: 'LMNT', pcmOf: fromSocket, formats: [pcm, 'WebM with Opus (plays when it is complete)'] },
  { title: 'SLNG bridge', pcmOf: fromJson, formats: [pcm, 'Opus in Ogg (plays when it is complete)'] },
];

inPlayground('the page', (playground) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer();
  });
  afterAll(() => server.close());

  async function visit() {
    const visit = await playground.visit(server.url, 'Speak', { permissions: ['clipboard-read', 'clipboard-write'] });
    await visit.page.getByLabel('Voice', { exact: true }).and(visit.page.locator(':enabled')).waitFor();
    await listen(visit.page);
    return { ...visit, view: speakView(visit.page) };
  }

  it('offers every protocol that speaks over a socket', async () => {
    const { page } = await visit();
    const options = page.getByLabel('Protocol', { exact: true }).locator('option');
    expect(await options.allTextContents()).toEqual(protocols.map(({ title }) => title));
  });

  describe.each(protocols)('over $title', ({ title, formats, pcmOf }) => {
    it.each(formats)('speaks in %s', async (format) => {
      const { page, lines, view } = await visit();
      await view.choose('Protocol', title);
      await view.choose('Format', format);
      await view.write(text);
      await view.press('Speak');
      await view.ended();
      const heard = await page.evaluate(() => ear.heard(0));
      expect(firstSound(heard, 0)).toBeLessThan(heard.length);
      expect(await page.locator('.outcome').textContent()).toBe('');
      if (format === pcm) {
        const wire = samplesOf(pcmOf(lines[0]!));
        expect(endOfPlayed(heard, wire)).toBeGreaterThan(wire.length);
      }
      expect(await view.reading('said')).toBe(text);
      const lit = await page.evaluate(() => ear.lit.map(({ text }) => text));
      expect(lit).toEqual(text.match(/\w+/g));
    });

    it('is interrupted, and goes on with the next text on the same socket', async () => {
      const { page, lines, view } = await visit();
      await view.choose('Protocol', title);
      await view.press('Speak');
      await page.getByText(/^[1-9].* heard of/).waitFor();
      await view.press('Clear');
      await page.locator('.outcome p').first().waitFor();
      expect(await view.figure('→ server’s answer')).toMatch(/ms$/);
      await view.write(text);
      await view.press('Speak');
      await view.ended();
      expect(await page.locator('.reading').textContent()).toBe(text);
      expect(lines).toHaveLength(1);
    });
  });

  it('copies its messages as this project writes conversations down', async () => {
    const { page, view, lines } = await visit();
    await view.choose('Protocol', 'Deepgram');
    await view.pace(undefined);
    await view.write(text);
    await view.press('Speak');
    await view.ended();
    await view.press('Finish');
    await page.getByText('not connected').waitFor();
    await page.getByRole('button', { name: 'Copy transcript' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const id = messages<{ readonly request_id: string }>(lines[0]!.received, 'Metadata')[0]!.request_id;
    const [opening, ...conversation] = copied.replaceAll(id, '<id>').trimEnd().split('\n');
    expect(opening).toMatch(/^# ws:\/\/127\.0\.0\.1:\d+\/v1\/speak\?/);
    // How the audio is cut, and with it where the words stand between its pieces, is the engine's affair.
    const isWords = (line: string) => line.startsWith('< {"type":"WordTimestamps","words":[{"word":"');
    expect(conversation.filter(isWords)).not.toEqual([]);
    const rest = conversation.filter((line) => !isWords(line));
    expect(rest.filter((line, index) => line !== rest[index - 1])).toEqual([
      expect.stringMatching(/^< \{"type":"Metadata","request_id":"<id>"/),
      `> {"type":"Speak","text":"${text}"}`,
      '> {"type":"Flush"}',
      '< [audio]',
      '< {"type":"Flushed","sequence_id":0}',
      '> {"type":"Close"}',
      '< close 1000',
    ]);
  });

  it.each([5, 40, 200])('writes as a model does, %i tokens in a second', async (tokensPerSecond) => {
    const { page, lines, view } = await visit();
    await view.write('I will look it up for you, and then we will see. '.repeat(40));
    await view.pace(tokensPerSecond);
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
    await view.press('Speak');
    await page.locator('.reading', { hasText: 'I' }).waitFor();
    await page.clock.runFor(2000);
    // The clock stands still.
    await expect.poll(() => tokensOf(lines[0]!)).toHaveLength(1 + 2 * tokensPerSecond);
  });
});

function tokensOf({ sent }: Line): readonly string[] {
  return messages<{ readonly text: string }>(sent, 'text').map(({ text }) => text);
}
