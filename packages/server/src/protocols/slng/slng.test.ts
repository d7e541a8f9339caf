import { expect, it } from 'vitest';
import { systemClock } from '../../clock.js';
import { noDial } from '../../testing/no-dial.js';
import { noOutgoing } from '../../testing/no-outgoing.js';
import { protocolContract } from '../../testing/protocol-contract.js';
import { replayTranscripts } from '../../testing/transcripts.js';
import { aura, bridge, init, read, text } from './call.test.kit.js';
import definition, { slng } from './index.js';
import { slngOptions } from './options.js';

const protocol = () => slng(slngOptions.parse({}));
const url = `http://localhost${bridge}/${aura}`;

protocolContract('slng', {
  protocol,
  open: () => new Request(url),
  bytesPerSample: 2,
  hello: [JSON.stringify(init)],
  append: (words) => JSON.stringify(text(words)),
  flush: '{"type":"flush"}',
  clear: '{"type":"clear"}',
  nonsense: '{"type":"dance"}',
  forgiving: true,
  read(message) {
    const { type, data } = read(message);
    if (type === 'audio') return { type, data: data as Uint8Array };
    return type === 'flushed' || type === 'cleared' || type === 'error' ? { type } : { type: 'other' };
  },
});

replayTranscripts(
  'slng',
  new URL('../../../src/protocols/slng/transcripts/', import.meta.url),
  protocol,
  () => new Request(`${url}?audio=binary`),
);

it('has a line to try, with a key where one is asked for', () => {
  const line = definition.example?.('http://voice.example/at', '$KEY') ?? '';
  expect(line).toContain(`'http://voice.example/at${bridge}/deepgram/aura:2' -H "Authorization: Bearer $KEY"`);
  expect(definition.example?.('http://[::1]:8080', undefined)).not.toContain('Authorization');
});

it('is made from its options alone', () => {
  const tools = { clock: systemClock, outgoing: noOutgoing, dial: noDial, warn: () => undefined };
  const limits = { frameBytes: 2048 };
  expect(definition.create(definition.options.parse({ limits }), tools).routes).toContainEqual(
    expect.objectContaining({ type: 'websocket', maxMessageBytes: 2048 }),
  );
});
