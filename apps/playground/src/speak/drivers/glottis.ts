/** Our own client: LMNT's protocol with the additions of Glottis. */
import { Glottis, type SpeechSession } from '@glottis/client';
import { lmntFormats } from '../formats.js';
import { createAudioClock } from './audio-clock.js';
import type { Driver, DriverEvent } from './driver.js';

export const glottis: Driver = {
  protocol: 'lmnt',
  id: 'glottis',
  title: 'Glottis client',
  formats: lmntFormats,
  defaultVoice: 'leah',
  takesLanguage: true,
  speeds: [0.5, 2],
  about:
    'LMNT’s protocol through @glottis/client. Tells when each word is spoken, and after an interruption what was heard.',
  connect({ voice, language, speed, format }, { server, key, WebSocket }, hear) {
    const client = new Glottis({ baseURL: server.base, apiKey: key, WebSocket });
    const session = client.speech.sessions.create({
      voice,
      ...(language === undefined ? {} : { language }),
      speed,
      format: format.wire as 'pcm_s16le',
      sample_rate: format.sampleRate,
      return_timestamps: true,
    });
    let closed = false;
    const tell = (event: DriverEvent) => {
      if (!closed) hear(event);
    };
    listen(session, createAudioClock(format), tell).then(
      () => tell({ type: 'closed' }),
      (error: unknown) => tell({ type: 'closed', problem: error instanceof Error ? error.message : String(error) }),
    );
    return {
      sendText: (text) => session.sendText(text),
      flush: () => void session.sendFlush(),
      clear: (playedMs) => void session.sendReset({ playedMs }),
      finish: () => session.sendFinish(),
      close() {
        closed = true;
        session.close();
      },
    };
  },
};

async function listen(
  session: SpeechSession,
  clock: ReturnType<typeof createAudioClock>,
  hear: (event: DriverEvent) => void,
): Promise<void> {
  // Times count from the last flush or reset, ours from the last reset.
  let clearedAtMs = 0;
  let utteranceAtMs = 0;
  for await (const message of session) {
    switch (message.type) {
      case 'ready':
        hear({ type: 'ready' });
        break;
      case 'audio':
        clock.add(message.audio.length);
        hear({ type: 'audio', bytes: message.audio as Uint8Array<ArrayBuffer> });
        break;
      case 'timestamps':
        hear({ type: 'words', words: message.timestamps.map((piece) => place(piece, utteranceAtMs - clearedAtMs)) });
        break;
      case 'flush_complete':
        utteranceAtMs = clock.totalMs;
        hear({ type: 'flushed' });
        break;
      case 'reset_complete': {
        const { heard } = message;
        clearedAtMs = utteranceAtMs = clock.totalMs;
        hear({
          type: 'cleared',
          ...(heard && { heard: { spoken: heard.text_spoken, remaining: heard.text_remaining } }),
        });
        break;
      }
      case 'error':
        throw new Error(message.error.message);
    }
  }
}

function place(piece: { readonly text: string; readonly start: number; readonly duration: number }, offsetMs: number) {
  const startMs = offsetMs + piece.start * 1000;
  return { text: piece.text, startMs, endMs: startMs + piece.duration * 1000 };
}
