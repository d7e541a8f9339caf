/** SLNG's unified bridge: settings in the first message, audio as base64 in JSON, or as binary messages for
 *  clients that read no other. */

import { type Door, sampleRate, type Told, voice } from './door.js';

const bridge = '/v1/bridges/unmute/tts/deepgram/aura:2';

export const slngJson = createDoor({ id: 'slng-json', label: 'SLNG, audio in JSON', path: bridge });
export const slngBinary = createDoor({ id: 'slng-binary', label: 'SLNG, binary audio', path: `/binary${bridge}` });

function createDoor(named: Pick<Door, 'id' | 'label' | 'path'>): Door {
  return {
    ...named,
    hello: JSON.stringify({ type: 'init', voice, config: { encoding: 'linear16', sample_rate: sampleRate } }),
    append: (text) => JSON.stringify({ type: 'text', text }),
    flush: () => JSON.stringify({ type: 'flush' }),
    clear: () => JSON.stringify({ type: 'clear' }),
    finish: () => JSON.stringify({ type: 'close' }),
    read,
  };
}

function read(message: string): Told {
  const { type, data } = JSON.parse(message) as { readonly type: string; readonly data: string };
  switch (type) {
    case 'ready':
      return { type: 'ready' };
    case 'audio_chunk':
      return { type: 'audio', data: Buffer.from(data, 'base64') };
    case 'flushed':
      return { type: 'flushed' };
    case 'cleared':
      return { type: 'cleared' };
    case 'error':
      return { type: 'failed', reason: message };
    default:
      return { type: 'aside' };
  }
}
