/** `glottis say`, behind a pipe. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { cleanUp, glottis } from '../support/child.js';
import { expectSpeech } from '../support/sound.js';
import { firstReply } from '../support/texts.js';

afterEach(cleanUp);

const env = { GLOTTIS_ENGINES_EMBEDDED_WORKERS: '1', PATH: '' };

it('speaks while its input still comes, and writes a whole wav file in the end', async () => {
  const say = glottis(['say', '--out', 'reply.wav'], { env });
  for (const token of firstReply.split(/(?<= )/)) say.process.stdin.write(token);
  say.process.stdin.end();
  expect(await say.ended).toMatchObject({ code: 0, output: Buffer.alloc(0) });
  const wav = readFileSync(join(say.directory, 'reply.wav'));
  const data = wav.indexOf('data', 12, 'latin1');
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  expect(wav.readUInt32LE(data + 4)).toBe(wav.length - data - 8);
  expect(wav.readUInt32LE(24)).toBe(24_000);
  expectSpeech(wav.subarray(data + 8), firstReply);
});

it('hands raw audio to a player before the text has ended', async () => {
  const say = glottis(['say', '--out', '-'], { env });
  say.process.stdin.write('Your order ships on Tuesday. ');
  await once(say.process.stdout, 'data');
  say.process.stdin.end('Is there anything else?');
  const { code, output } = await say.ended;
  expect(code).toBe(0);
  expectSpeech(output, firstReply);
});

it('says that there was nothing to say', async () => {
  const say = glottis(['say'], { env });
  say.process.stdin.end();
  expect(await say.ended).toMatchObject({ code: 2, messages: expect.stringMatching(/nothing to say/) });
});
