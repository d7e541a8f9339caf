import { protocolContract } from '../../testing/protocol-contract.js';
import { replayTranscripts } from '../../testing/transcripts.js';
import { deepgram } from './index.js';
import { deepgramOptions } from './options.js';

const url = 'http://localhost/v1/speak?model=aura-2-thalia-en&encoding=linear16&sample_rate=24000';
const protocol = () => deepgram(deepgramOptions.parse({}));

protocolContract('deepgram', {
  protocol,
  open: () => new Request(url),
  bytesPerSample: 2,
  append: (text) => JSON.stringify({ type: 'Speak', text }),
  flush: '{"type":"Flush"}',
  clear: '{"type":"Clear"}',
  finish: '{"type":"Close"}',
  nonsense: '{"type":"Shout"}',
  read(message) {
    if (message instanceof Uint8Array) return { type: 'audio', data: message };
    const { type } = JSON.parse(message) as { type: string };
    if (type === 'Flushed') return { type: 'flushed' };
    return { type: type === 'Cleared' ? 'cleared' : 'other' };
  },
});

replayTranscripts(
  'deepgram',
  new URL('../../../src/protocols/deepgram/transcripts/', import.meta.url),
  protocol,
  () => new Request(url),
);
