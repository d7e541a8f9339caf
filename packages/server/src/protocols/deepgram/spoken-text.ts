/** A whole text, spoken: what REST answers and callbacks are made of. */
import { feed } from '../../session/feed.js';
import type { SpeechSession } from '../../session/speech.js';

/** The bytes of a text's speech, as they are made and no faster than they are taken. The session closes with the
 *  iteration, and as soon as the signal aborts, which ends the bytes early. Throws what the session throws. */
export async function* speakText(
  session: SpeechSession,
  text: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const close = () => session.close();
  signal?.addEventListener('abort', close);
  if (signal?.aborted) close();
  const fed = feed(session, text).then(() => session.finish());
  fed.catch(close);
  try {
    for await (const event of session) {
      if (event.type === 'audio' && event.data.length > 0) yield event.data;
    }
    if (!signal?.aborted) await fed;
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}
