import { expect, it } from 'vitest';
import { systemClock } from '../../clock.js';
import { noDial } from '../../testing/no-dial.js';
import { noOutgoing } from '../../testing/no-outgoing.js';
import { protocolContract } from '../../testing/protocol-contract.js';
import { replayTranscripts } from '../../testing/transcripts.js';
import definition from './index.js';
import { parse, type ServerMessage } from './messages.js';

const tools = { clock: systemClock, outgoing: noOutgoing, dial: noDial, warn: () => undefined };
const protocol = (options = {}) => definition.create(definition.options.parse(options), tools);
const open = () => new Request('http://localhost/template');

protocolContract('template', {
  protocol,
  open,
  bytesPerSample: 2,
  append: (text) => JSON.stringify({ type: 'text', text }),
  flush: JSON.stringify({ type: 'flush' }),
  clear: JSON.stringify({ type: 'clear' }),
  finish: JSON.stringify({ type: 'finish' }),
  nonsense: JSON.stringify({ type: 'dance' }),
  read(message) {
    if (typeof message !== 'string') return { type: 'audio', data: message };
    const { type } = JSON.parse(message) as ServerMessage;
    return type === 'flushed' || type === 'cleared' ? { type } : { type: 'other' };
  },
});

replayTranscripts(
  'template',
  new URL('../../../src/protocols/_template/transcripts/', import.meta.url),
  protocol,
  open,
);

it('takes messages as large as the operator says', () => {
  expect(protocol().routes).toMatchObject([{ maxMessageBytes: 65_536 }]);
  expect(protocol({ maxMessageBytes: 2048 }).routes).toMatchObject([{ maxMessageBytes: 2048 }]);
});

it('has a line to try, whose message it understands', () => {
  const line = definition.example?.('https://voice.example/at', '$KEY') ?? '';
  expect(line).toContain(`'wss://voice.example/at/template' -H "Authorization: Bearer $KEY"`);
  expect(parse(/-x '(.+)'/.exec(line)?.[1] ?? '')).toEqual({ type: 'text', text: 'Hello, world. ' });
  expect(definition.example?.('http://[::1]:8080', undefined)).not.toContain('Authorization');
});
