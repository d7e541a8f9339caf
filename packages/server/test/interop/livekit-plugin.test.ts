/** LiveKit's plugin for Deepgram, unmodified, with its own stream. Its `synthesize()` cannot be pointed at a server of
 *  one's own, whoever's that is: it speaks TLS to port 443 of the host and ignores the rest of the base URL. */

import { initializeLogger, tts } from '@livekit/agents';
import { TTS } from '@livekit/agents-plugin-deepgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSpeech, sampleRate } from '../support/sound.js';
import { type TestServer, testServer } from '../support/test-server.js';
import { chapter, firstReply, secondReply } from '../support/texts.js';

let server: TestServer;
beforeAll(async () => {
  initializeLogger({ pretty: false, level: 'silent' });
  server = await testServer({ apiKeys: ['right'] });
});
afterAll(() => server.close());

const plugin = (apiKey = 'right') => new TTS({ apiKey, baseUrl: server.url, sampleRate });

describe('@livekit/agents-plugin-deepgram', () => {
  it('speaks two replies, the first of them interrupted', async () => {
    const deepgram = plugin();
    const interrupted = deepgram.stream();
    write(interrupted, chapter);
    const { value: first } = await interrupted.next();
    expect(first).not.toBe(tts.SynthesizeStream.END_OF_STREAM);
    interrupted.close();

    const stream = deepgram.stream();
    write(stream, secondReply);
    expectSpeech(await spoken(stream), secondReply);
    await server.figures.until('tts_sessions', 0);
  });

  it('marks the last of a reply, and leaves nothing open behind it', async () => {
    const before = await server.figures.read('tts_disconnects_total', { code: '1000' });
    const stream = plugin().stream();
    write(stream, firstReply);
    const finals: boolean[] = [];
    const audio: Buffer[] = [];
    for await (const event of stream) {
      if (event === tts.SynthesizeStream.END_OF_STREAM) continue;
      audio.push(bytesOf(event.frame));
      finals.push(event.final);
    }
    expectSpeech(Buffer.concat(audio), firstReply);
    expect(finals.at(-1)).toBe(true);
    expect(finals.filter(Boolean)).toHaveLength(1);
    await server.figures.until('tts_disconnects_total', before + 1, { code: '1000' });
    await server.figures.until('tts_sessions', 0);
  });

  it('learns of a wrong key', async () => {
    const deepgram = plugin('wrong');
    const failed = new Promise<{ readonly error: Error }>((resolve) => {
      deepgram.on('error', resolve);
    });
    const stream = deepgram.stream({ connOptions: { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 } });
    write(stream, firstReply);
    expect(String((await failed).error)).toContain('401');
  });
});

/** As an agent does: token by token, and then the end. */
function write(stream: tts.SynthesizeStream, text: string): void {
  for (const token of text.split(/(?<= )/)) stream.pushText(token);
  stream.flush();
  stream.endInput();
}

async function spoken(stream: tts.SynthesizeStream): Promise<Buffer> {
  const audio: Buffer[] = [];
  for await (const event of stream) {
    if (event !== tts.SynthesizeStream.END_OF_STREAM) audio.push(bytesOf(event.frame));
  }
  return Buffer.concat(audio);
}

function bytesOf({ data }: { readonly data: Int16Array }): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
