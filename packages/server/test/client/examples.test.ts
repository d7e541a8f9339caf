/** The client's examples do what they say. */

import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, forJudging } from '../support/decode.js';
import { runExample } from '../support/example.js';
import { quickServer } from '../support/quick-server.js';
import { durationMsOf, expectSpeech } from '../support/sound.js';
import type { TestServer } from '../support/test-server.js';
import { firstReply } from '../support/texts.js';

let server: TestServer;
let directory: string;
beforeAll(async () => {
  server = await quickServer({ apiKeys: ['right'] });
  directory = mkdtempSync(join(tmpdir(), 'glottis-test-'));
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});
const env = () => ({ GLOTTIS_URL: server.url, GLOTTIS_KEY: 'right' });

describe('llm-loop', () => {
  it('speaks a scripted reply before all of it is written', async () => {
    const { code, output, messages } = await runExample('llm-loop', { env: env(), args: ['Is it far?'] });
    expect(code).toBe(0);
    expect(messages).toMatch(/first audio after[\s\S]*written after[\s\S]*s of speech/);
    const said = messages.replaceAll(/^(first audio|written) after.*$|^.*made after.*$|\n/gm, '');
    expect(said).toMatch(/^You asked: Is it far\? .* Friday\.$/);
    expectSpeech(output, said);
  });

  it('speaks what a model behind an endpoint shaped as OpenAI’s writes', async () => {
    const asked: string[] = [];
    const model = createServer(async (request, response) => {
      asked.push(`${request.url} ${request.headers.authorization} ${await text(request)}`);
      const chunks = firstReply.split(/(?<= )/).map((content) => ({ choices: [{ delta: { content } }] }));
      const lines = [...chunks, { choices: [] }].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
      // Cut where no line ends.
      for (const piece of `${lines.join('')}data: [DONE]\n\n`.match(/[\s\S]{1,50}/g)!) response.write(piece);
      response.end();
    });
    await once(model.listen(0, '127.0.0.1'), 'listening');
    const baseURL = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
    const { code, output } = await runExample('llm-loop', {
      env: { ...env(), OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: 'its key', OPENAI_MODEL: 'its name' },
      args: ['Is it far?'],
    });
    model.close();
    expect(code).toBe(0);
    expectSpeech(output, firstReply);
    expect(asked).toEqual([expect.stringMatching(/^\/v1\/chat\/completions Bearer its key .*its name.*Is it far\?/)]);
  });
});

describe('pipe-to-file', () => {
  it.each(['mp3', 'webm'] as const)('writes a whole text as %s', async (format) => {
    const path = join(directory, `reply.${format}`);
    const { code } = await runExample('pipe-to-file', { env: env(), args: [path], input: firstReply });
    expect(code).toBe(0);
    expectSpeech(forJudging(await decode(format, readFileSync(path), 24_000)), firstReply);
  });

  it('speaks a text that is longer than what a server holds', async () => {
    const small = await quickServer({ limits: { maxBufferedCharacters: 20_500 } });
    const path = join(directory, 'book.pcm');
    const line = `Of course.${' '.repeat(390)}\n`;
    const lines = 60;
    const { code, messages } = await runExample('pipe-to-file', {
      env: { GLOTTIS_URL: small.url },
      args: [path],
      input: line.repeat(lines),
    });
    await small.close();
    expect({ code, messages }).toEqual({ code: 0, messages: '' });
    expect(durationMsOf(readFileSync(path))).toBeGreaterThan(lines * 500);
  });

  it.each([
    ['a server that wants another key', { GLOTTIS_KEY: 'wrong' }, 'reply.mp3', /Invalid API key/],
    ['a name that says no format', {}, 'reply.doc', /\.mp3, \.webm, \.pcm/],
  ])('says what is wrong with %s', async (_, wrong, file, reason) => {
    const run = await runExample('pipe-to-file', {
      env: { ...env(), ...wrong },
      args: [join(directory, file)],
      input: firstReply,
    });
    expect(run).toMatchObject({ code: 1, messages: expect.stringMatching(reason) });
  });
});
