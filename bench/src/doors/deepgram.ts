/** Deepgram v1: settings in the query, audio as binary messages. */

import { type Door, sampleRate, type Told, voice } from './door.js';

export const deepgram: Door = {
  id: 'deepgram',
  label: 'Deepgram',
  path: `/v1/speak?model=${voice}&encoding=linear16&sample_rate=${sampleRate}`,
  append: (text) => JSON.stringify({ type: 'Speak', text }),
  flush: () => JSON.stringify({ type: 'Flush' }),
  clear: () => JSON.stringify({ type: 'Clear' }),
  finish: () => JSON.stringify({ type: 'Close' }),
  read,
};

function read(message: string): Told {
  const { type } = JSON.parse(message) as { readonly type: string };
  switch (type) {
    case 'Flushed':
      return { type: 'flushed' };
    case 'Cleared':
      return { type: 'cleared' };
    case 'Error':
      return { type: 'failed', reason: message };
    default:
      return { type: 'aside' };
  }
}
