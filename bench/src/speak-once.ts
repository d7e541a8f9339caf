/** One utterance, asked for and heard to its end. */

import { createEar } from './ear.js';
import { type SpeechClient, sampleRate } from './speech-client.js';

export interface Heard {
  /** From the first byte of text sent to the first byte of audio received. */
  readonly firstByteMs: number;
  /** From the first byte of text sent to the first audible frame. */
  readonly audibleMs: number;
}

/** Sends text and flush in one write, and settles with `Flushed`. Throws when nothing was to be heard. */
export async function speakOnce(client: SpeechClient, text: string): Promise<Heard> {
  const ear = createEar(sampleRate);
  client.listen(ear.hear);
  const flushed = client.answered('Flushed');
  const sentAt = client.send({ type: 'Speak', text }, { type: 'Flush' });
  await flushed;
  if (ear.firstByteAt === undefined || ear.audibleAt === undefined) throw new Error('an utterance was silent');
  return { firstByteMs: ear.firstByteAt - sentAt, audibleMs: ear.audibleAt - sentAt };
}
