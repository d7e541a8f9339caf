/** The playground speaks: what one hears, and what one sees of it. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audio, inPlayground, type Line, listen, messages, samplesOf } from '../support/playground.js';
import { quickServer } from '../support/quick-server.js';
import { endOfPlayed, findPlayed, firstSound, lastIndexOfRun, type Played, quantum } from '../support/rendered.js';
import { type SpeakView, speakView } from '../support/speak-view.js';
import type { TestServer } from '../support/test-server.js';
import { chapter } from '../support/texts.js';
import type { Lit } from './page/playground-ear.js';

/** Of the audio, as of the speakers. */
const framesPerMs = 24;
/** In frames of audio; sixty of them are a second. */
const animationFrame = 400;
/** A fiftieth of a second of speech, which is nowhere else. */
const runLength = 480;
/** The player tells as often where it is, in frames. */
const reportEvery = 480;

const text = 'Good evening. The night train leaves at 9:42, so there is time for a coffee, Dr. Novak.';

interface Visited {
  readonly page: Page;
  readonly lines: readonly Line[];
  readonly view: SpeakView;
}

inPlayground('the page that speaks', (playground) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer();
  });
  afterAll(() => server.close());

  /** Settles when the page has its voices, and is listened to. */
  async function visit(): Promise<Visited> {
    const { page, lines } = await playground.visit(server.url);
    await page.getByLabel('Voice', { exact: true }).and(page.locator(':enabled')).waitFor();
    await listen(page);
    return { page, lines, view: speakView(page) };
  }

  describe('at one press of a button', () => {
    let lit: readonly Lit[];
    let heard: Float32Array;
    let wire: Float32Array;
    let played: Played;
    let words: readonly Word[];
    let painted: ReturnType<typeof countPainted>;
    let measured: readonly string[];
    beforeAll(async () => {
      const { page, view, lines } = await visit();
      await view.write(text);
      await view.press('Speak');
      await view.ended();
      lit = await page.evaluate(() => ear.lit);
      heard = await page.evaluate(() => ear.heard(0));
      painted = await page.evaluate(countPainted);
      measured = await Promise.all(['text → first audio', 'text → audible', 'connected in'].map(view.figure));
      const { received } = lines[0]!;
      wire = samplesOf(audio(received));
      played = findPlayed(heard, 0, wire);
      words = messages<TimestampsMessage>(received, 'timestamps').flatMap(wordsOf);
    });

    it('plays what the server sends, all of it and nothing else', () => {
      const end = endOfPlayed(heard, wire);
      expect(end).toBeGreaterThan(wire.length);
      expect(firstSound(heard, end + quantum)).toBe(heard.length);
      expect(firstSound(wire, 0)).toBeLessThan(wire.length);
    });

    it('shows its waveform, played to the end', () => {
      expect(painted.heard).toBeGreaterThan(100);
      expect(painted.waiting).toBe(0);
    });

    it('shows how long it took', () => {
      for (const figure of measured) expect(figure).toMatch(/^\d[\d.,]* ms$/);
    });

    it('lights one word after the other, and leaves none out', () => {
      expect(lit.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
      expect(lit.map(({ text }) => text)).toEqual(text.match(/[\w:]+/g));
    });

    it('lights each word while its player is in it', () => {
      const slack = quantum + animationFrame;
      for (const [index, { positionFrames }] of lit.entries()) {
        const { startFrame, endFrame } = words[index]!;
        expect(positionFrames).toBeGreaterThanOrEqual(startFrame - slack);
        expect(positionFrames).toBeLessThanOrEqual(endFrame + slack);
      }
    });

    it('lights no word before its sound, and is as fast as its player can tell', () => {
      const behind = lit.map(({ speakerFrames }, index) => speakerFrames - played.startsAt - words[index]!.startFrame);
      console.log(
        'lit behind the speakers, in ms:',
        behind.map((frames) => Math.round(frames / framesPerMs)),
      );
      expect(Math.min(...behind)).toBeGreaterThanOrEqual(-quantum);
      // A machine that is busy with other tests may be late with one word or another.
      expect(Math.min(...behind)).toBeLessThanOrEqual(reportEvery + quantum + animationFrame);
    });
  });

  it('falls silent at a press of Clear, and shows what was heard and what was not: together all of it', async () => {
    const { page, view, lines } = await visit();
    await view.write(chapter);
    await view.pace(undefined);
    await view.press('Speak');
    await page.locator('.said', { hasText: 'climbed' }).first().waitFor();
    await view.press('Clear');
    await page.getByText('Not heard: ').waitFor();

    const heard = await page.evaluate(() => ear.heard(500));
    const { sent, received } = lines[0]!;
    const wire = samplesOf(audio(received));
    // What it tells the server is where its speakers were: they played what is before that place, and nothing behind it.
    const [reset] = messages<{ readonly played_ms: number }>(sent, 'reset');
    const told = Math.round(reset!.played_ms * framesPerMs);
    const soundEnd = 1 + wire.subarray(0, told - quantum).findLastIndex((sample) => sample !== 0);
    const lastSound = wire.subarray(soundEnd - runLength, soundEnd);
    const at = lastIndexOfRun(heard, lastSound);
    expect(at).toBeGreaterThan(0);
    expect(firstSound(heard, at + runLength + (told - soundEnd) + framesPerMs + quantum)).toBe(heard.length);
    expect(told).toBeLessThan(wire.length);

    const [answer] = messages<ResetComplete>(received, 'reset_complete');
    const [said, unheard] = [await view.reading('said'), await view.reading('unheard')];
    expect(said + unheard).toBe(chapter);
    expect(said).toBe(answer!.heard.text_spoken);
    expect(said).toMatch(/^The old lighthouse keeper climbed/);
    const outcome = page.locator('.outcome p');
    expect(await outcome.allTextContents()).toEqual([
      `Heard (as the server says): “${said.trim()}”`,
      `Not heard: “${unheard.trim()}”`,
    ]);
    for (const label of ['→ silence', '→ server’s answer']) expect(await view.figure(label)).toMatch(/^\d[\d.,]* ms$/);
  });

  it('speaks with Flush what was written so far, and ends with Finish behind the last audio', async () => {
    const { page, view, lines } = await visit();
    await view.write('One moment please while somebody looks for the ticket that was lost in the old station.');
    await view.pace(5);
    await view.press('Speak');
    await page.locator('.reading', { hasText: 'One moment' }).waitFor();
    await view.press('Flush');
    expect(await view.figure('→ all audio here')).toMatch(/^\d[\d.,]* ms$/);
    await page.locator('.said', { hasText: 'moment' }).waitFor();
    await page.locator('.reading', { hasText: 'somebody' }).waitFor();
    await view.press('Finish');
    expect(await view.figure('→ closed')).toMatch(/^\d[\d.,]* ms$/);
    await view.ended();

    const { sent } = lines[0]!;
    const verbs = sent.slice(1).map((message) => (JSON.parse(String(message)) as { readonly type: string }).type);
    expect(verbs.filter((verb) => !['text', 'ack'].includes(verb))).toEqual(['flush', 'finish']);
    expect(verbs.lastIndexOf('text')).toBeGreaterThan(verbs.indexOf('flush'));
    const written = messages<{ readonly text: string }>(sent, 'text').map(({ text }) => text);
    expect(await view.reading('said')).toBe(written.join(''));
    expect(await page.locator('.state').textContent()).toBe('not connected');
  });

  it('is used by keys alone', async () => {
    const { page } = await visit();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Call', selected: true }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('tabpanel', { name: 'Status' }).waitFor();
    expect(await page.getByRole('tabpanel').count()).toBe(1);
    await page.keyboard.press('Home');
    await page.getByRole('tab', { name: 'Speak', selected: true }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(chapter);
    await page.keyboard.press('Control+Enter');
    await page.locator('.said', { hasText: 'lighthouse' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Heard (as the server says): “The old').waitFor();
    await page.getByText('connected, silent').waitFor();
  });

  it('says only the last of what it is told to say', async () => {
    const { page, view } = await visit();
    await view.write(chapter);
    await view.press('Speak');
    await page.locator('.lit').first().waitFor();
    await view.write('Of course.');
    for (const _ of [1, 2, 3]) await view.press('Speak');
    await view.ended();
    expect(await page.locator('.reading').textContent()).toBe('Of course.');
    await server.figures.until('tts_sessions', 1);
  });
});

interface TimestampsMessage {
  readonly timestamps: readonly { readonly text: string; readonly start: number; readonly duration: number }[];
}

interface ResetComplete {
  readonly heard: { readonly text_spoken: string };
}

interface Word {
  readonly text: string;
  readonly startFrame: number;
  readonly endFrame: number;
}

/** What is neither silence nor punctuation. */
function wordsOf({ timestamps }: TimestampsMessage): readonly Word[] {
  return timestamps.flatMap(({ text, start, duration }) => {
    const [startFrame, endFrame] = [start, start + duration].map((seconds) => seconds * 1000 * framesPerMs);
    return !/\w/.test(text) ? [] : [{ text, startFrame: startFrame!, endFrame: endFrame! }];
  });
}

/** In the page: how many pixels of its waveform have the colours of what was heard, and of what was not yet. */
function countPainted(): { readonly heard: number; readonly waiting: number } {
  const canvas = document.querySelector<HTMLCanvasElement>('.waveform')!;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const style = getComputedStyle(canvas);
  const count = (name: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) =>
      Number.parseInt(
        style
          .getPropertyValue(name)
          .trim()
          .slice(at, at + 2),
        16,
      ),
    );
    let pixels = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255) pixels += 1;
    }
    return pixels;
  };
  return { heard: count('--wave-heard'), waiting: count('--wave-waiting') };
}
