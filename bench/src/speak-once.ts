/** One utterance, asked for and heard to its end. */

import { sampleRate } from './doors/door.js';
import { createEar } from './ear.js';
import type { SpeechClient } from './speech-client.js';

export interface Heard {
  /** From the first byte of text sent to the first byte of audio received. */
  readonly firstByteMs: number;
  /** From the first byte of text sent to the first audible frame. */
  readonly audibleMs: number;
}

/** Sends text and flush in one write, and settles when the flush is answered. Throws when nothing was to be heard. */
export async function speakOnce(client: SpeechClient, text: string): Promise<Heard> {
  const ear = createEar(sampleRate);
  client.listen(ear.hear);
  const flushed = client.answered('flushed');
  const sentAt = client.send({ type: 'append', text }, { type: 'flush' });
  await flushed;
  if (ear.firstByteAt === undefined || ear.audibleAt === undefined) throw new Error('an utterance was silent');
  return { firstByteMs: ear.firstByteAt - sentAt, audibleMs: ear.audibleAt - sentAt };
}
