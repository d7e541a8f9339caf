import { expect, it } from 'vitest';
import { systemClock } from '../../clock.js';
import { fakeClock } from '../../testing/fake-clock.js';
import { protocolContract } from '../../testing/protocol-contract.js';
import { replayHostTranscripts } from './host/replay.test.kit.js';
import definition, { jambonz, jambonzOptions } from './index.js';
import { testTools } from './tools.test.kit.js';
import { answering } from './vendor/answering.test.kit.js';
import { clear, flush, read, stream, url } from './vendor/call.test.kit.js';
import { replayVendorTranscripts } from './vendor/replay.test.kit.js';

protocolContract('jambonz', {
  // By a clock that stands still, only the client's own flushes count.
  protocol: () => answering(jambonz(jambonzOptions.parse({}), testTools(fakeClock()))),
  open: () => new Request(url),
  bytesPerSample: 2,
  append: (words) => JSON.stringify(stream(words)),
  flush: JSON.stringify(flush),
  clear: JSON.stringify(clear),
  nonsense: 'dance',
  forgiving: true,
  read(message) {
    const { type, data } = read(message);
    if (type === 'audio') return { type, data: data as Uint8Array };
    return type === 'flushed' || type === 'cleared' || type === 'error' ? { type } : { type: 'other' };
  },
});

replayVendorTranscripts(new URL('../../../src/protocols/jambonz/vendor/transcripts/', import.meta.url));
replayHostTranscripts(new URL('../../../src/protocols/jambonz/host/transcripts/', import.meta.url));

it('has a line to try, with a key where one is asked for', () => {
  const line = definition.example?.('http://voice.example/at', '$KEY') ?? '';
  expect(line).toContain(`'http://voice.example/at/jambonz/tts' -H "Authorization: Bearer $KEY"`);
  expect(definition.example?.('http://[::1]:8080', undefined)).not.toContain('Authorization');
});

it('is made from its options alone', () => {
  const options = definition.options.parse({ vendor: { frameBytes: 2048 } });
  expect(definition.create(options, testTools(systemClock)).routes).toContainEqual(
    expect.objectContaining({ type: 'websocket', maxMessageBytes: 2048 }),
  );
});

it('has doors for calls, and its calls end with the server', async () => {
  const { routes, close } = definition.create(definition.options.parse({}), testTools(fakeClock()));
  const paths = new Set(routes.map(({ path }) => path));
  expect([...paths]).toEqual([
    '/jambonz/tts',
    '/jambonz/console',
    '/v1/Accounts/:accountSid/Calls',
    '/v1/Accounts/:accountSid/Calls/:callSid',
    '/v1/Accounts/:accountSid/CallCount',
  ]);
  await close?.(AbortSignal.abort());
});
