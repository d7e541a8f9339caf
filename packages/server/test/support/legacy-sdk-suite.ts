/** The promises that the SDKs 3 and 4 for JavaScript are kept, by one suite for both. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { holdConversation, legacyClient, legacySpeech, loadLegacySdk } from './legacy-sdk.js';
import { expectSameLength, expectSpeech } from './sound.js';
import { type TestServer, testServer } from './test-server.js';
import { firstReply } from './texts.js';

const [browserLike, nodeLike] = ['a global WebSocket', 'no global WebSocket'] as const;

/** `name` is the package that the SDK is installed as. */
export function legacySdkSuite(name: string): void {
  let server: TestServer;
  const webSocket = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket');
  beforeAll(async () => {
    // The SDK decodes audio late where it comes in blobs. A long gap keeps the order on a machine that is busy, too.
    server = await testServer({ apiKeys: ['right'], protocols: { deepgram: { subprotocolGapMs: 250 } } });
  });
  afterAll(() => server.close());
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'WebSocket');
    if (webSocket) Object.defineProperty(globalThis, 'WebSocket', webSocket);
  });

  describe(`the socket of ${name}`, () => {
    it('holds a conversation of two replies with an interruption, whether by header or by subprotocol', async () => {
      const byHeader = await holdConversation(legacyClient(loadLegacySdk(name, nodeLike), server.url, 'right'));
      const bySubprotocol = await holdConversation(legacyClient(loadLegacySdk(name, browserLike), server.url, 'right'));
      expect(byHeader.subprotocol).toBe('');
      expect(bySubprotocol.subprotocol).toBe('token');
      // Were any audio handed out behind its Flushed, it would be missing here and too much there.
      for (const [index, audio] of bySubprotocol.replies.entries()) expectSameLength(audio, byHeader.replies[index]!);
    });

    it('is shut to a wrong key, either way', async () => {
      for (const mode of [nodeLike, browserLike]) {
        const connection = legacyClient(loadLegacySdk(name, mode), server.url, 'wrong').speak.live(legacySpeech);
        await new Promise((resolve) => connection.on('Error', resolve));
      }
      expect(await server.figures.read('tts_sessions')).toBe(0);
    });
  });

  describe(`REST with ${name}`, () => {
    it('R6 has a stream, and headers that say what it is', async () => {
      const { speak } = legacyClient(loadLegacySdk(name, nodeLike), server.url, 'right');
      const response = await speak.request({ text: firstReply }, { ...legacySpeech, container: 'none' });
      const headers = await response.getHeaders();
      expect(headers.get('content-type')).toBe('audio/l16;rate=24000');
      expect(headers.get('dg-model-name')).toBe('aura-2-thalia-en');
      expect(headers.get('dg-char-count')).toBe(String(firstReply.length));
      expectSpeech(await wholeOf(await response.getStream()), firstReply);
    });
  });
}

async function wholeOf(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
