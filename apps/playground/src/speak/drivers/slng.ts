/** SLNG's bridge, by hand. */
import { slngFormats } from '../formats.js';
import { createAudioClock } from './audio-clock.js';
import type { Driver, DriverTools, Word } from './driver.js';
import { openJsonSocket } from './json-socket.js';
import { type Fields, number, text } from './reading.js';

export const bridgePath = '/v1/bridges/unmute/tts/deepgram/aura:2';

export const slng: Driver = {
  protocol: 'slng',
  id: 'slng',
  title: 'SLNG bridge',
  formats: slngFormats,
  defaultVoice: 'aura-2-thalia-en',
  takesLanguage: true,
  speeds: [0.5, 2],
  about:
    'SLNG’s bridge, with audio in JSON. Its word times are an addition of Glottis; what was heard is this page’s estimate.',
  needsToken: true,
  connect({ voice, language, speed, format }, tools, hear) {
    const clock = createAudioClock(format);
    // Its times count from the first audio of the turn, ours from the last clear.
    let clearedAtMs = 0;
    let turnAtMs = 0;
    let finishing = false;
    let failure: string | undefined;
    const socket = openJsonSocket({
      WebSocket: tools.WebSocket,
      url: address(tools),
      hello: {
        type: 'init',
        voice,
        config: {
          encoding: format.wire,
          sample_rate: format.sampleRate,
          ...(language === undefined ? {} : { language }),
          speed,
          timestamps: true,
        },
      },
      onAudio: audio,
      onMessage(message) {
        switch (message.type) {
          case 'ready':
            return hear({ type: 'ready' });
          case 'audio_chunk':
            return audio(fromBase64(text(message.data)));
          case 'timestamps':
            return hear({ type: 'words', words: wordsOf(message, turnAtMs - clearedAtMs) });
          case 'audio_end':
            turnAtMs = clock.totalMs;
            hear({ type: 'flushed' });
            return leave();
          case 'cleared':
            clearedAtMs = turnAtMs = clock.totalMs;
            hear({ type: 'cleared' });
            return leave();
          case 'error':
            failure = text(message.message);
            return socket.send({ type: 'close' });
        }
      },
      onClosed: (event) => hear(failure === undefined ? event : { type: 'closed', problem: failure }),
    });

    /** Its close drops what was not spoken yet, so it comes behind the last answer. */
    function leave(): void {
      if (finishing) socket.send({ type: 'close' });
    }

    function audio(bytes: Uint8Array<ArrayBuffer>): void {
      clock.add(bytes.length);
      hear({ type: 'audio', bytes });
    }

    return {
      sendText: (piece) => socket.send({ type: 'text', text: piece }),
      flush: () => socket.send({ type: 'flush' }),
      clear: () => socket.send({ type: 'clear' }),
      finish() {
        finishing = true;
        socket.send({ type: 'flush' });
      },
      close: () => socket.close(),
    };
  },
};

/** From a browser its key stands in the address. What stands there instead is good for half a minute. */
async function address({ server, key, grantToken }: DriverTools): Promise<string> {
  const url = server.ws(bridgePath);
  return key === undefined ? url : `${url}?token=${encodeURIComponent(await grantToken())}`;
}

function wordsOf({ word_timestamps }: Fields, offsetMs: number): readonly Word[] {
  const { words, start, end } = Object(word_timestamps) as Fields;
  if (!Array.isArray(words) || !Array.isArray(start) || !Array.isArray(end)) return [];
  return words.map((word, index) => ({
    text: text(word),
    startMs: offsetMs + number(start[index]) * 1000,
    endMs: offsetMs + number(end[index]) * 1000,
  }));
}

function fromBase64(data: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}
