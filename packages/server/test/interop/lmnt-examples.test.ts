/** The examples that LMNT's clients for Node came with, to the letter. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, forJudging } from '../support/decode.js';
import { type Example, fromDemo, fromReadme, modelsStory, run } from '../support/lmnt-examples.js';
import { expectSpeech } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ apiKeys: ['right', 'your-api-key-here'] });
});
afterAll(() => server.close());

/** As somebody hears it who plays the file. */
async function expectMp3(file: Uint8Array, text: string): Promise<void> {
  expectSpeech(forJudging(await decode('mp3', file, 0)), text);
}

describe.concurrent('the examples of', () => {
  it.each(['lmnt-node', 'lmnt-node-2.11', 'lmnt-node-2.4'])('%s show a blob of MP3', async (name) => {
    const { code, output, messages } = await run(fromReadme(name, 'await response.blob()'), server.url);
    expect({ code, messages }).toEqual({ code: 0, messages: '' });
    expect(output).toMatch(/^Blob \{.*audio\/mpeg/s);
  });

  it.each(['lmnt-node-2.11', 'lmnt-node-2.4'])('%s write a session to a file, and end', async (name) => {
    const example = fromReadme(name, 'speechSession.finish()');
    const { code, output, messages, file } = await run(example, server.url, 'stream-output.mp3');
    expect({ code, messages }).toEqual({ code: 0, messages: '' });
    expect(output.match(/Sent to LMNT/g)).toHaveLength(5);
    expect(output).toMatch(/Received from LMNT -- \d{3,} bytes/);
    await expectMp3(file, 'Hello, world!'.repeat(5));
  });

  it('lmnt-node-1 list voices, and speak', async () => {
    const { code, output, messages } = await run(fromReadme('lmnt-node-1', 'speech.synthesize('), server.url);
    expect({ code, messages }).toEqual({ code: 0, messages: '' });
    expect(output).toMatch(/id: 'leah'.*<Buffer ff f/s);
  });

  it.each<[string, Example, string]>([
    ['what a chat model says', fromDemo('lmnt-node-1', 'demo/node/stream.js', '--output-file', 'out.mp3'), modelsStory],
    [
      'what stands on the command line',
      fromDemo('lmnt-node-1', 'demo/node/synthesize.js', '--output-file', 'out.mp3', '--prompt', 'Can you hear me?'),
      'Can you hear me?',
    ],
  ])('lmnt-node-1 speak %s', async (_, example, text) => {
    const { code, messages, file } = await run(example, server.url, 'out.mp3');
    expect({ code, messages }).toEqual({ code: 0, messages: '' });
    await expectMp3(file, text);
  });
});
