import { protocolContract } from '../../testing/protocol-contract.js';
import { replayTranscripts } from '../../testing/transcripts.js';
import { template } from './index.js';
import type { ServerMessage } from './messages.js';

const open = () => new Request('http://localhost/template');

protocolContract('template', {
  protocol: template,
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
  template,
  open,
);
