/** Sessions and requests that end otherwise than they were meant to, or never begin, as a page learns of it. */

import type { JSHandle } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inBrowser } from '../support/browser.js';
import { cleanUp, glottisServe } from '../support/child.js';
import { quickServer } from '../support/quick-server.js';
import type { TestServer } from '../support/test-server.js';
import { chapter, firstReply } from '../support/texts.js';
import type * as Page from './page/endings.js';

const apiKey = 'right';

inBrowser('a page', (browsing) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await quickServer({ apiKeys: [apiKey] });
  });
  afterAll(() => server.close());
  afterEach(cleanUp);

  const open = () => browsing.open<typeof Page>('endings');
  const access = () => ({ url: server.url, apiKey });
  const hear = (page: JSHandle<typeof Page>, { url, apiKey }: Page.Access, text?: string) =>
    page.evaluateHandle(({ hear }, [access, text]) => hear(access, text), [{ url, apiKey }, text] as const);
  const endingOf = (hearing: JSHandle<Page.Hearing>) => hearing.evaluate(({ ending }) => ending);
  const generate = (page: JSHandle<typeof Page>, { url, apiKey }: Page.Access) =>
    page.evaluate(({ generate }, [access, text]) => generate(access, text), [{ url, apiKey }, firstReply] as const);

  it('aborts a session before it is opened, while it is opened, and while it speaks', async () => {
    const thrown = { name: 'AbortError', cause: 'too late' };
    const page = await open();
    expect(await page.evaluate(({ hearTooLate }, access) => hearTooLate(access), access())).toMatchObject({ thrown });

    const opening = await hear(page, access(), firstReply);
    await opening.evaluate((hearing) => hearing.abort('too late'));
    expect(await endingOf(opening)).toMatchObject({ thrown });
    // Chromium says it wherever a socket is closed while it opens; whether this one was quicker is open.
    for (const complaint of browsing.takeComplaints()) expect(complaint).toContain('closed before the connection');

    const speaking = await hear(page, access(), chapter);
    await speaking.evaluate((hearing) => hearing.seen('audio'));
    await speaking.evaluate((hearing) => hearing.abort('too late'));
    expect(await endingOf(speaking)).toMatchObject({ messages: ['ready', 'audio'], thrown });
    await server.figures.until('tts_sessions', 0);
  });

  it.each([
    ['asked', { name: 'AbortError', cause: 'changed my mind' }],
    // The body is the platform's, and so is what it throws: the signal's own reason.
    ['answered', { message: 'changed my mind' }],
  ] as const)('aborts a request that was %s, and the server stops speaking', async (when, thrown) => {
    const page = await open();
    const aborted = page.evaluate(({ generate }, [access, text, when]) => generate(access, text, when), [
      access(),
      chapter,
      when,
    ] as const);
    expect(await aborted).toMatchObject(thrown);
    await server.figures.until('tts_sessions', 0);
  });

  it('is told by sessions and requests why a key is refused', async () => {
    const wrong = { ...access(), apiKey: 'wrong' };
    const page = await open();
    expect(await endingOf(await hear(page, wrong, firstReply))).toEqual({
      messages: ['error'],
      said: 'authentication_error: Invalid API key',
    });
    expect(await page.evaluate(({ countVoices }, access) => countVoices(access), wrong)).toMatchObject({
      name: 'ApiError',
      message: 'Invalid API key',
      status: 401,
      requestId: expect.stringMatching(/./),
    });
    expect(browsing.takeComplaints()).toEqual([expect.stringContaining('401')]);
  });

  it('speaks with a short-lived token in the place of a key', async () => {
    const headers = { authorization: `Token ${apiKey}` };
    const granted = await fetch(`${server.url}/v1/auth/grant`, { method: 'POST', headers });
    const { access_token: token } = (await granted.json()) as { readonly access_token: string };
    const bearer = { url: server.url, apiKey: token };
    const page = await open();
    expect(await endingOf(await hear(page, bearer, firstReply))).toEqual({ messages: ['ready', 'audio'] });
    expect(await generate(page, bearer)).toBeGreaterThan(100_000);
  });

  it('is sent elsewhere by a server that is stopped', async () => {
    const leaving = await quickServer();
    const idle = await hear(await open(), { url: leaving.url });
    await idle.evaluate((hearing) => hearing.seen('ready'));
    await leaving.drain();
    expect(await endingOf(idle)).toEqual({
      messages: ['ready', 'error'],
      said: 'internal_server_error: the server is being restarted; connect again',
    });
  });

  it('hears all that came from a server that is killed, then of the broken connection, and nobody dials again', async () => {
    const killed = await glottisServe(['--engines-embedded-warm-up-sentences', '0']);
    const page = await open();
    const cut = await hear(page, { url: killed.url }, chapter);
    await cut.evaluate((hearing) => hearing.seen('audio'));
    killed.process.kill('SIGKILL');
    expect(await endingOf(cut)).toMatchObject({
      messages: ['ready', 'audio'],
      thrown: { name: 'ConnectionError', closeCode: 1006 },
    });

    await killed.ended;
    expect(browsing.takeComplaints()).toEqual([]);
    expect(await endingOf(await hear(page, { url: killed.url }, chapter))).toMatchObject({
      messages: [],
      thrown: { name: 'ConnectionError', message: expect.stringContaining(killed.url.slice('http'.length)) },
    });
    expect(browsing.takeComplaints()).toEqual([expect.stringContaining('ERR_CONNECTION_REFUSED')]);
  });

  describe('of another host', () => {
    let listing: TestServer;
    beforeAll(async () => {
      listing = await quickServer({ origins: [browsing.site.foreignOrigin], limits: { sessions: 1 } });
    });
    afterAll(() => listing.close());

    const open = () => browsing.open<typeof Page>('endings', browsing.site.foreignOrigin);

    it('reaches no server that was not told of it, even with the right key', async () => {
      const page = await open();
      const characters = await server.figures.read('tts_characters_total');
      expect(await endingOf(await hear(page, access(), firstReply))).toMatchObject({
        messages: [],
        thrown: { name: 'ConnectionError' },
      });
      expect(browsing.takeComplaints()).toEqual([expect.stringContaining('Unexpected response code: 403')]);
      expect(await generate(page, access())).toMatchObject({ name: 'ConnectionError' });
      expect(browsing.takeComplaints()[0]).toContain('CORS');
      expect(await server.figures.read('tts_characters_total')).toBe(characters);
    });

    it('speaks through a server whose `origins` list it', async () => {
      const page = await open();
      expect(await endingOf(await hear(page, listing, firstReply))).toEqual({ messages: ['ready', 'audio'] });
      expect(await generate(page, listing)).toBeGreaterThan(100_000);
    });

    it('can read when it may come back, and what to quote', async () => {
      const page = await open();
      const holder = await hear(page, listing);
      await holder.evaluate((hearing) => hearing.seen('ready'));
      expect(await generate(page, listing)).toMatchObject({
        status: 429,
        retryAfterMs: 1000,
        requestId: expect.stringMatching(/./),
      });
      expect(browsing.takeComplaints()).toEqual([expect.stringContaining('429')]);
    });
  });
});
