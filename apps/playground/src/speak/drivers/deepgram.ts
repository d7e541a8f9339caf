/** Deepgram's `/v1/speak`, by hand. */
import { deepgramFormats } from '../formats.js';
import { createAudioClock } from './audio-clock.js';
import type { Driver, DriverEvent } from './driver.js';
import { openJsonSocket } from './json-socket.js';
import { type Fields, number, objects, text } from './reading.js';

export const deepgram: Driver = {
  protocol: 'deepgram',
  id: 'deepgram',
  title: 'Deepgram',
  formats: deepgramFormats,
  defaultVoice: 'aura-2-thalia-en',
  takesLanguage: false,
  speeds: [0.7, 1.5],
  about:
    'Deepgram’s /v1/speak, which tells no times and not what was heard: for both, this page asks with additions of Glottis.',
  connect({ voice, speed, format }, { server, key, WebSocket }, hear) {
    const clock = createAudioClock(format);
    // Its times count from the connection's first audio, ours from the last clear.
    let clearedAtMs = 0;
    const query = new URLSearchParams({
      model: voice,
      encoding: format.wire,
      sample_rate: String(format.sampleRate),
      ...(speed === 1 ? {} : { speed: String(speed) }),
      word_timestamps: 'true',
    });
    const socket = openJsonSocket({
      WebSocket,
      url: `${server.ws('/v1/speak')}?${query}`,
      protocols: key === undefined ? [] : ['token', key],
      onAudio(bytes) {
        clock.add(bytes.length);
        hear({ type: 'audio', bytes });
      },
      onMessage(message) {
        switch (message.type) {
          case 'Metadata':
            return hear({ type: 'ready' });
          case 'WordTimestamps':
            return hear({ type: 'words', words: objects(message.words).map((word) => place(word, clearedAtMs)) });
          case 'Flushed':
            return hear({ type: 'flushed' });
          case 'Cleared':
            clearedAtMs = clock.totalMs;
            return hear(cleared(message));
        }
      },
      onClosed: hear,
    });
    return {
      sendText: (piece) => socket.send({ type: 'Speak', text: piece }),
      flush: () => socket.send({ type: 'Flush' }),
      clear(playedMs) {
        socket.send({ type: 'Clear', playback_offset: { type: 'time_ms', value: Math.round(clearedAtMs + playedMs) } });
      },
      finish: () => socket.send({ type: 'Close' }),
      close: () => socket.close(),
    };
  },
};

function place({ word, start_ms, end_ms }: Fields, clearedAtMs: number) {
  return { text: text(word), startMs: number(start_ms) - clearedAtMs, endMs: number(end_ms) - clearedAtMs };
}

function cleared({ text_spoken, text_remaining }: Fields): DriverEvent {
  if (typeof text_spoken !== 'string') return { type: 'cleared' };
  return { type: 'cleared', heard: { spoken: text_spoken, remaining: text(text_remaining) } };
}
