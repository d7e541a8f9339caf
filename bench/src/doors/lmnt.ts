/** LMNT in its typed dialect: settings in the first message, audio as binary messages, word times on request. */

import { type Door, sampleRate, type Told, voice } from './door.js';

export const lmnt = createDoor({ id: 'lmnt', label: 'LMNT', timestamps: false });
export const lmntTimed = createDoor({ id: 'lmnt-timed', label: 'LMNT with word times', timestamps: true });

function createDoor({ id, label, timestamps }: { id: string; label: string; timestamps: boolean }): Door {
  return {
    id,
    label,
    path: '/v1/ai/speech/stream',
    hello: JSON.stringify({
      'X-API-Key': 'bench',
      'lmnt-version': '1.2',
      voice,
      format: 'pcm_s16le',
      sample_rate: sampleRate,
      return_timestamps: timestamps,
    }),
    append: (text) => JSON.stringify({ type: 'text', text }),
    flush: (mark) => JSON.stringify({ type: 'flush', nonce: mark }),
    clear: (mark) => JSON.stringify({ type: 'reset', nonce: mark }),
    finish: () => JSON.stringify({ type: 'finish' }),
    read,
  };
}

function read(message: string): Told {
  const { type } = JSON.parse(message) as { readonly type: string };
  switch (type) {
    case 'ready':
      return { type: 'ready' };
    case 'flush_complete':
      return { type: 'flushed' };
    case 'reset_complete':
      return { type: 'cleared' };
    case 'error':
      return { type: 'failed', reason: message };
    default:
      return { type: 'aside' };
  }
}
