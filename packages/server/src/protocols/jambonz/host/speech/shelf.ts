/** The sounds of a prompt that is said again and again: each is fetched once, and a failure told once. */
import type { Sound } from '../play/sound.js';

export interface Shelf {
  /** Gives the sound of a URL to whoever plays it. Throws as loading it does, the first time; what failed is passed over from
   *  then on. */
  lend(url: string, play: (sound: Sound) => Promise<void>): Promise<void>;
  close(): void;
}

/** `isKept`: a sound may be asked for again. Otherwise its memory is given back as soon as it was played. */
export function createShelf(load: (url: string) => Promise<Sound>, isKept: boolean): Shelf {
  const sounds = new Map<string, Sound | 'failed'>();
  return {
    async lend(url, play) {
      const known = sounds.get(url);
      if (known === 'failed') return;
      sounds.set(url, 'failed');
      const sound = known ?? (await load(url));
      if (isKept) sounds.set(url, sound);
      else sounds.delete(url);
      try {
        await play(sound);
      } finally {
        if (!isKept) sound.close();
      }
    },
    close() {
      for (const sound of sounds.values()) if (sound !== 'failed') sound.close();
    },
  };
}
