/** A long text, interrupted while it is spoken. */

import { setTimeout as pause } from 'node:timers/promises';
import type { SpeechClient } from './speech-client.js';
import { longText } from './texts.js';
import { withResolvers } from './with-resolvers.js';

export interface Manner {
  /** How long after its first audio a text is interrupted, drawn anew each time. */
  readonly speakingMs: { readonly least: number; readonly most: number };
  /** How long nothing is sent after the answer, so that whatever arrives can only be stale. */
  readonly quietMs: number;
}

export interface Interrupted {
  /** From the clear to its answer. */
  readonly clearedMs: number;
  /** Audio that came after the answer. */
  readonly staleBytes: number;
}

/** Throws when the text was spoken to its end before it could be interrupted. */
export async function interrupt(client: SpeechClient, textIndex: number, manner: Manner): Promise<Interrupted> {
  const { least, most } = manner.speakingMs;
  const speaking = withResolvers<void>();
  client.listen(() => speaking.resolve());
  const flushed = client.answered('flushed').then(() => {
    throw new Error('a text was spoken to its end before it could be interrupted');
  });
  flushed.catch(() => {}); // some protocols answer a flush that was cleared away
  client.send({ type: 'append', text: longText(textIndex) }, { type: 'flush' });
  await Promise.race([speaking.promise, flushed]);
  await Promise.race([pause(least + Math.random() * (most - least)), flushed]);

  let staleBytes = 0;
  const countStale = (piece: Buffer): void => {
    staleBytes += piece.length;
  };
  const cleared = client.answered('cleared', () => client.listen(countStale));
  const sentAt = client.send({ type: 'clear' });
  const clearedAt = await cleared;
  await pause(manner.quietMs);
  return { clearedMs: clearedAt - sentAt, staleBytes };
}
