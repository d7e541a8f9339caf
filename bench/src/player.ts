/** Plays what a session receives in real time, as a listener's loudspeaker would, and notes when it runs dry. */

import { sampleRate } from './doors/door.js';
import type { SpeechClient } from './speech-client.js';
import { paragraph } from './texts.js';

const bytesPerMs = (sampleRate * 2) / 1000;

export interface Player {
  /** Asks for the next paragraph when less than `aheadMs` of audio is left; to be called often. Throws when the
   *  session is broken. */
  refill(now: number, aheadMs: number): void;
  /** How often playing stood still for want of audio, until now. */
  underruns(now: number): number;
}

/** Takes the session over. Playing begins with the first byte, so what is counted as an underrun is a gap inside
 *  speech. After a gap it goes on with the byte that ended it. */
export function createPlayer(client: SpeechClient, firstText: number): Player {
  let playedUntil: number | undefined; // when the last byte received will have been played
  let gaps = 0;
  let asking = false;
  let textIndex = firstText;
  let broken: unknown;

  client.listen((piece, at) => {
    playedUntil ??= at;
    if (at > playedUntil) {
      gaps += 1;
      playedUntil = at;
    }
    playedUntil += piece.length / bytesPerMs;
  });

  const ask = (): void => {
    asking = true;
    client.answered('flushed').then(
      () => {
        asking = false;
      },
      (cause: unknown) => {
        broken = cause;
      },
    );
    client.send({ type: 'append', text: paragraph(textIndex) }, { type: 'flush' });
    textIndex += 1;
  };

  return {
    refill(now, aheadMs) {
      if (broken !== undefined) throw broken;
      if (!asking && (playedUntil === undefined || playedUntil - now < aheadMs)) ask();
    },
    underruns: (now) => gaps + (playedUntil === undefined || now > playedUntil ? 1 : 0),
  };
}
