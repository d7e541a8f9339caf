import type { SpeechSession } from './speech.js';

const maxPieceLength = 2000;

/** Adds a text that may be longer than what a session holds, as there is room for it. Settles when all of it was taken,
 *  or when the session is closed. */
export async function feed(session: SpeechSession, text: string): Promise<void> {
  let taken = 0;
  while (taken < text.length) {
    const length = appendSome(session, text.slice(taken, taken + maxPieceLength));
    if (length === 0) await session.ready;
    taken += length;
  }
}

/** Adds as much of the beginning as there is room for, and returns its length. */
function appendSome(session: SpeechSession, text: string): number {
  for (let piece = text; piece.length > 0; piece = piece.slice(0, Math.floor(piece.length / 2))) {
    if (session.append(piece)) return piece.length;
  }
  return 0;
}
