import { expect, it } from 'vitest';
import { protocolContract } from '../../testing/protocol-contract.js';
import { replayTranscripts } from '../../testing/transcripts.js';
import { command, flush, reset, socketUrl, text, typed, typed11 } from './call.test.kit.js';
import definition, { lmnt } from './index.js';
import { lmntOptions } from './options.js';

const protocol = () => lmnt(lmntOptions.parse({ lingerMs: 0 }));
const open = () => new Request(socketUrl);
const bytesPerSample = 2;

for (const [name, init] of [
  ['lmnt 1.2', typed],
  ['lmnt 1.1', typed11],
] as const) {
  protocolContract(name, {
    protocol,
    open,
    bytesPerSample,
    hello: [JSON.stringify(init)],
    append: (words) => JSON.stringify(text(words)),
    flush: JSON.stringify(flush(1)),
    clear: JSON.stringify(reset(2)),
    finish: '{"type":"finish"}',
    answersDropped: true,
    nonsense: '{"type":"shout"}',
    read(message) {
      if (message instanceof Uint8Array) return { type: 'audio', data: message };
      const { type } = JSON.parse(message) as { type: string };
      if (type === 'flush_complete') return { type: 'flushed' };
      return { type: type === 'reset_complete' ? 'cleared' : 'other' };
    },
  });
}

protocolContract('lmnt by command', {
  protocol,
  open,
  bytesPerSample,
  hello: [JSON.stringify(command)],
  append: (words) => JSON.stringify({ text: words }),
  flush: '{"command":"flush","nonce":1}',
  clear: '{"command":"reset","nonce":2}',
  finish: '{"command":"eof"}',
  answersDropped: true,
  nonsense: '{"command":"shout"}',
  read(message) {
    if (message instanceof Uint8Array) return { type: 'audio', data: message };
    const { complete } = JSON.parse(message) as { complete?: string };
    if (complete === 'flush') return { type: 'flushed' };
    return { type: complete === 'reset' ? 'cleared' : 'other' };
  },
});

replayTranscripts('lmnt', new URL('../../../src/protocols/lmnt/transcripts/', import.meta.url), protocol, open);

it('takes messages of a hundred thousand characters, however they are written', () => {
  const [socket] = protocol().routes;
  const message = JSON.stringify(text('你'.repeat(100_000))).replaceAll('你', '\\u4f60');
  expect(socket).toMatchObject({ type: 'websocket', maxMessageBytes: 1024 * 1024 });
  expect(Buffer.byteLength(message)).toBeLessThan(1024 * 1024);
});

it('has a line to try', () => {
  const line = definition.example?.('https://voice.example/at', '$KEY');
  expect(line).toContain(`curl 'https://voice.example/at/v1/ai/speech/bytes' -H "X-API-Key: $KEY"`);
  expect(definition.example?.('http://[::1]:8080', undefined)).not.toContain('X-API-Key');
});
