/** LMNT's protocol by hand, as its own clients of version 1.2 speak it. */
import { lmntFormats } from '../formats.js';
import { createAudioClock } from './audio-clock.js';
import type { Driver } from './driver.js';
import { openJsonSocket } from './json-socket.js';
import { number, objects, text } from './reading.js';

export const lmnt: Driver = {
  protocol: 'lmnt',
  id: 'lmnt',
  title: 'LMNT',
  formats: lmntFormats,
  defaultVoice: 'leah',
  takesLanguage: true,
  speeds: [0.5, 2],
  about: 'LMNT’s own messages, version 1.2. Tells when each word is spoken; what was heard is this page’s estimate.',
  connect({ voice, language, speed, format }, { server, key, WebSocket }, hear) {
    const clock = createAudioClock(format);
    // Times count from the last flush or reset, ours from the last reset.
    let clearedAtMs = 0;
    let utteranceAtMs = 0;
    let nonce = 0;
    let failure: string | undefined;
    const socket = openJsonSocket({
      WebSocket,
      url: server.ws('/v1/ai/speech/stream'),
      hello: {
        // Its clients always have one.
        'X-API-Key': key ?? 'any',
        'lmnt-version': '1.2',
        voice,
        ...(language === undefined ? {} : { language }),
        speed,
        format: format.wire,
        sample_rate: format.sampleRate,
        return_timestamps: true,
      },
      onAudio(bytes) {
        clock.add(bytes.length);
        hear({ type: 'audio', bytes });
      },
      onMessage(message) {
        switch (message.type) {
          case 'ready':
            return hear({ type: 'ready' });
          case 'timestamps':
            return hear({
              type: 'words',
              words: objects(message.timestamps).map((piece) => {
                const startMs = utteranceAtMs - clearedAtMs + number(piece.start) * 1000;
                return { text: text(piece.text), startMs, endMs: startMs + number(piece.duration) * 1000 };
              }),
            });
          case 'flush_complete':
            utteranceAtMs = clock.totalMs;
            return hear({ type: 'flushed' });
          case 'reset_complete':
            clearedAtMs = utteranceAtMs = clock.totalMs;
            return hear({ type: 'cleared' });
          case 'error':
            failure = text((Object(message.error) as { message?: unknown }).message);
        }
      },
      onClosed: (event) => hear(failure === undefined ? event : { type: 'closed', problem: failure }),
    });
    return {
      sendText: (piece) => socket.send({ type: 'text', text: piece }),
      flush: () => socket.send({ type: 'flush', nonce: ++nonce }),
      clear: () => socket.send({ type: 'reset', nonce: ++nonce }),
      finish: () => socket.send({ type: 'finish' }),
      close: () => socket.close(),
    };
  },
};
