/** How much memory sounds may take, those of all calls together. */
import { SpeechError } from '../../../../errors.js';

/** The share of one sound. */
export interface SoundShare {
  /** Throws `overloaded` where so much is not left. */
  take(bytes: number): void;
  /** Gives all of it back. */
  close(): void;
}

export interface SoundRoom {
  share(): SoundShare;
}

export function createSoundRoom(maxBytes: number): SoundRoom {
  let taken = 0;
  return {
    share() {
      let own = 0;
      return {
        take(bytes) {
          if (taken + bytes > maxBytes) {
            throw new SpeechError(
              'overloaded',
              'the sounds of all calls take as much memory as they may; try again later',
            );
          }
          taken += bytes;
          own += bytes;
        },
        close() {
          taken -= own;
          own = 0;
        },
      };
    },
  };
}
