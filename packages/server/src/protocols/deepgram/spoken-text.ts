/** A whole text, spoken: what REST answers and callbacks are made of. */
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
  const fed = feed(session, text);
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

/** Adds the text as there is room for it: it may be longer than what a session holds. */
async function feed(session: SpeechSession, text: string): Promise<void> {
  let taken = 0;
  while (taken < text.length) {
    const length = appendSome(session, text.slice(taken, taken + maxPieceLength));
    if (length === 0) await session.ready;
    taken += length;
  }
  session.finish();
}

const maxPieceLength = 2000;

/** Adds as much of the beginning as there is room for, and returns its length. */
function appendSome(session: SpeechSession, text: string): number {
  for (let piece = text; piece.length > 0; piece = piece.slice(0, Math.floor(piece.length / 2))) {
    if (session.append(piece)) return piece.length;
  }
  return 0;
}
