/** A `say` that is streamed: what the application sends as tokens, and before that the verb's own text. */
import { SpeechError } from '../../../../errors.js';
import type { Cast } from '../casting.js';
import type { Line } from '../line/line.js';
import type { Borrowed, Stage } from '../verbs/stage.js';
import type { Piece } from './pieces.js';
import { createPlayer } from './player.js';

/** Settles when the voice has run out of text, or the verb was killed. */
export async function streamSpeech(
  pieces: readonly Piece[],
  cast: Cast,
  stage: Stage,
  isEarly?: boolean,
): Promise<void> {
  const { signal } = stage;
  const line = stage.line({ isEarly });
  const borrowed = stage.streaming.borrow(cast, line);
  try {
    const texts = pieces.flatMap((piece) => (piece.type === 'words' ? [piece.words] : []));
    if (texts.length < pieces.length) return await takeTurns(pieces, borrowed, line, stage);
    if (texts.length > 0) await borrowed.speak(texts, signal);
    await borrowed.over(signal);
  } finally {
    await borrowed.giveBack(signal.aborted);
  }
}

/** Sounds are no words: each is played when what is said before it has been heard. */
async function takeTurns(pieces: readonly Piece[], borrowed: Borrowed, line: Line, stage: Stage): Promise<void> {
  const { signal } = stage;
  const release = borrowed.hold(signal);
  try {
    for (const piece of pieces) {
      if (signal.aborted) return;
      if (piece.type === 'words') await borrowed.speak([piece.words], signal);
      else await playSound(piece.url, borrowed.heard(signal), line, stage);
    }
  } finally {
    release();
  }
  await borrowed.heard(signal);
}

/** It is fetched while others are still being heard. One that cannot be played is told, and costs nothing else. */
async function playSound(url: string, others: Promise<void>, line: Line, stage: Stage): Promise<void> {
  const player = createPlayer(line, stage);
  try {
    const sound = await stage.loadSound(url, line.sampleRate);
    try {
      await others;
      await player.play(sound);
      await player.rest();
    } finally {
      sound.close();
    }
  } catch (error) {
    if (!stage.signal.aborted) stage.complain('playback failed', SpeechError.from(error).message);
  } finally {
    player.close();
  }
}
