/** `glottis serve`, as a newcomer runs it. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanUp, glottis, glottisServe } from '../support/child.js';
import { expectSameLength, expectSpeech, loudnessOf, rawAudio } from '../support/sound.js';
import { flush, speak, talkTo } from '../support/talk.js';
import { chapter, firstReply } from '../support/texts.js';

afterEach(cleanUp);

const key = 'a-key-that-nobody-guesses';

it('says where it listens, and one line to try that works, with no eSpeak on its path', async () => {
  const server = glottis(['serve', '--port', '0'], { env: { PATH: '' } });
  const [, url = '', type = '', body = ''] = await server.said(/curl '(\S+)'.* -H '(?:\S+: (\S+))' -d '(.+?)'/);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  expect(response.headers.get('content-type')).toBe('audio/wav');
  const wav = Buffer.from(await response.arrayBuffer());
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
  expect(loudnessOf(wav.subarray(44)).voiced).toBeGreaterThan(0.5);
  expect(server.messages).toContain('no other machine');
});

it('L4 a stop lets an active flush finish, sends idle clients elsewhere, and exits with 0', async () => {
  const server = await glottisServe();
  const query = rawAudio;
  const [reference, active, idle] = await Promise.all([0, 1, 2].map(() => talkTo(server.url, { query })));
  reference!.say(speak(chapter), flush);
  const whole = (await reference!.until('Flushed')).audio;
  reference!.ws.close();

  active!.say(speak(chapter), flush);
  const first = await active!.audio();
  // What it has not read cannot have been finished before the stop.
  active!.ws.pause();
  server.process.kill('SIGTERM');
  expect(await idle!.closed).toMatchObject({ code: 1012 });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  active!.ws.resume();
  const rest = await active!.until('Flushed');
  expectSameLength(Buffer.concat([first, rest.audio]), whole);
  expect((await active!.closed).code).toBe(1012);
  expect((await server.ended).code).toBe(0);
}, 60_000);

it('a second stop ends it where it stands', async () => {
  const server = await glottisServe();
  const talk = await talkTo(server.url, { query: rawAudio });
  talk.say(speak(chapter), flush);
  await talk.audio();
  talk.ws.pause();
  server.process.kill('SIGINT');
  await server.said(/Once more stops now/);
  server.process.kill('SIGINT');
  expect((await server.ended).code).toBe(1);
  talk.ws.resume();
  expect((await talk.closed).code).toBe(1006);
});

it('lets in who has a key, given as it is or as a digest, and never writes it down', async () => {
  const other = 'another-key-that-nobody-guesses';
  const digest = `sha256:${createHash('sha256').update(other).digest('hex')}`;
  const server = await glottisServe([], { env: { GLOTTIS_API_KEYS: `${key},${digest}`, GLOTTIS_LOG_LEVEL: 'debug' } });
  for (const right of [key, other]) {
    const talk = await talkTo(server.url, { query: rawAudio, key: right });
    expect(await talk.next()).toMatchObject({ type: 'Metadata' });
    talk.ws.close();
  }
  for (const wrong of [undefined, 'wrong', digest]) {
    const refused = talkTo(server.url, { query: rawAudio, ...(wrong !== undefined && { key: wrong }) });
    await expect(refused).rejects.toThrow('401');
  }
  server.process.kill('SIGTERM');
  const { output, messages } = await server.ended;
  for (const secret of [key, other]) expect(output.toString() + messages).not.toContain(secret);
});

it('keeps to the limits of the vendor under --strict', async () => {
  const server = await glottisServe(['--strict']);
  const talk = await talkTo(server.url, { query: rawAudio });
  talk.say(speak(firstReply), flush);
  expectSpeech((await talk.until('Flushed')).audio, firstReply);
  talk.say(speak('x '.repeat(1001)));
  expect(await talk.closed).toMatchObject({ code: 1009, reason: expect.stringMatching(/^BIG-0001/) });
  await expect(talkTo(server.url, { query: `${rawAudio}&unknown=1` })).rejects.toThrow('400');
});

describe('what cannot be is said in one clear message, and nothing is started:', () => {
  it.each([
    ['a port that is none', ['--port', 'many'], {}, /port.*many/s],
    ['a flag that is none', ['--prot', '0'], {}, /--prot is no flag here; did you mean --port\?/],
    ['an environment variable that is none', [], { GLOTTIS_PORTT: '1' }, /GLOTTIS_PORTT/],
    ['other machines without a key', ['--host', '0.0.0.0', '--port', '0'], {}, /GLOTTIS_API_KEYS|api-keys|apiKeys/],
  ])('%s', async (_, args, env, message) => {
    const { code, messages, output } = await glottis(['serve', ...args], { env }).ended;
    expect(code).toBe(2);
    expect(messages).toMatch(message);
    expect(messages).toMatch(/^glottis: /);
    expect(messages).not.toMatch(/\n\s+at /);
    expect(output.length).toBe(0);
  });

  it('a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { readonly port: number };
    const { code, messages } = await glottis(['serve', '--port', String(port)], {
      env: { GLOTTIS_ENGINES_EMBEDDED_WORKERS: '1' },
    }).ended;
    holder.close();
    expect({ code, messages }).toMatchObject({ code: 1, messages: expect.stringMatching(/taken; choose another/) });
  });
});
