/** A consumer that reads when it is told to. */

import { Glottis, type SpeechSessionMessage } from '@glottis/client';

export interface Reader {
  /** What has arrived so far, read or not, in bytes of audio. */
  received(): number;
  /** Reads up to the first audio. */
  readFirst(): Promise<void>;
  /** Reads all that is left; settles with how many bytes of audio were read in all. */
  readOn(): Promise<number>;
}

/** Sends all of the text at once. */
export function startReader(url: string, text: string): Reader {
  let received = 0;
  let read = 0;
  class CountingWebSocket extends WebSocket {
    constructor(address: string) {
      super(address);
      this.addEventListener('message', ({ data }) => {
        if (data instanceof ArrayBuffer) received += data.byteLength;
      });
    }
  }
  const { sessions } = new Glottis({ baseURL: url, WebSocket: CountingWebSocket }).speech;
  const session = sessions.create({ voice: 'leah', language: 'en', format: 'pcm_s16le' });
  session.sendText(text);
  session.sendFinish();

  /** Reads until it has read enough, or the session is over. */
  async function readUntil(isEnough: (message: SpeechSessionMessage) => boolean): Promise<void> {
    for await (const message of session) {
      if (message.type === 'audio') read += message.audio.length;
      if (isEnough(message)) return;
    }
  }

  return {
    received: () => received,
    readFirst: () => readUntil(({ type }) => type === 'audio'),
    async readOn() {
      await readUntil(() => false);
      return read;
    },
  };
}
