/** A `say` that is not streamed: its texts, silences and files, one behind the other on a track of their own. */
import { SpeechError } from '../../../../errors.js';
import { isSayable } from '../../../../text/sayable.js';
import { audioOf, speakText } from '../../../speak-text.js';
import type { Cast } from '../casting.js';
import { closeLater } from '../stream/open-session.js';
import type { Stage } from '../verbs/stage.js';
import { unlessAborted } from '../waiting.js';
import type { Piece } from './pieces.js';
import { createPlayer, type Player } from './player.js';
import { samplesOf } from './samples.js';
import { createShelf, type Shelf } from './shelf.js';

export interface Prompt {
  readonly pieces: readonly Piece[];
  readonly rounds: number;
  readonly cast: Cast;
  readonly isEarly: boolean | undefined;
}

/** From the beginning of one round to that of the next, in seconds: a prompt of next to nothing, said for ever, is no busy loop. */
const minRoundSeconds = 0.02;

/** What a prompt is played with. */
interface Means {
  readonly cast: Cast;
  readonly player: Player;
  readonly shelf: Shelf;
  readonly stage: Stage;
}

/** Settles when the last sample was played, or the verb was killed. */
export async function playPrompt(prompt: Prompt, stage: Stage): Promise<void> {
  const { cast, rounds, pieces } = prompt;
  const line = stage.line(prompt);
  const player = createPlayer(line, stage);
  const shelf = createShelf((url) => stage.loadSound(url, line.sampleRate), rounds > 1);
  const shortest = Math.ceil(minRoundSeconds * line.sampleRate);
  try {
    for (let round = 1; round <= rounds && !stage.signal.aborted; round += 1) {
      const before = player.written;
      for (const piece of pieces) await playPiece(piece, { cast, player, shelf, stage });
      const written = player.written - before;
      // Without a sound there would be nothing to wait for, and no end.
      if (written === 0) break;
      if (round < rounds && written < shortest) await player.write(new Int16Array(shortest - written));
    }
    await player.rest();
  } finally {
    player.close();
    shelf.close();
  }
}

/** A piece that fails is told, and the next one is played. */
async function playPiece(piece: Piece, means: Means): Promise<void> {
  const { stage } = means;
  if (stage.signal.aborted) return;
  try {
    await play(piece, means);
  } catch (error) {
    if (stage.signal.aborted) return;
    const { message } = SpeechError.from(error);
    stage.complain(piece.type === 'sound' ? 'playback failed' : 'TTS error', message);
  }
}

async function play(piece: Piece, means: Means): Promise<void> {
  if (piece.type === 'words') await speak(piece.words, means);
  else await means.shelf.lend(piece.url, (sound) => means.player.play(sound));
}

async function speak(words: string, { cast, player, stage }: Means): Promise<void> {
  if (!isSayable(words)) return;
  const askedMs = stage.clock.now();
  const opening = stage.openSession(cast, player.line.sampleRate);
  const session = await unlessAborted(opening, stage.signal);
  if (session === undefined) return closeLater(opening);
  let isFirst = true;
  for await (const data of audioOf(speakText(session, words, stage.signal))) {
    if (stage.signal.aborted) return;
    if (isFirst) stage.tell('synthesized-audio', report(words, cast, stage.clock.now() - askedMs));
    isFirst = false;
    await player.write(samplesOf(data));
  }
}

function report(words: string, { vendor, language }: Cast, elapsedMs: number) {
  const elapsedTime = Math.round(elapsedMs);
  return { vendor, language, servedFromCache: false, characters: words.length, elapsedTime };
}
