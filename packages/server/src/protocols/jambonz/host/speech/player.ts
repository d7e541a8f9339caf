/** A track of a verb, which tells its application how it goes. */
import type { Line } from '../line/line.js';
import type { Sound } from '../play/sound.js';
import type { Stage } from '../verbs/stage.js';
import { onAbort, unlessAborted } from '../waiting.js';

/** Of a sound, written at once, in seconds: it takes little room on the line, however long it is. */
const writeSeconds = 0.2;

export interface Player {
  readonly line: Line;
  /** In samples. */
  readonly written: number;
  /** Settles when there is room for more, or the verb was killed. */
  write(samples: Int16Array): Promise<void>;
  /** As if all of it were written. */
  play(sound: Sound): Promise<void>;
  /** Settles when all of it has been heard, or the verb was killed. */
  rest(): Promise<void>;
  close(): void;
}

/** Silent as soon as the verb is killed. */
export function createPlayer(line: Line, { signal, tell }: Stage): Player {
  const track = line.openTrack();
  let written = 0;
  const stop = onAbort(signal, () => {
    track.close();
    if (written > 0) tell('kill-playback');
  });
  const write = async (samples: Int16Array) => {
    if (signal.aborted || samples.length === 0) return;
    if (written === 0) tell('start-playback');
    written += samples.length;
    await unlessAborted(track.write(samples), signal);
  };
  return {
    line,
    get written() {
      return written;
    },
    write,
    async play(sound) {
      const length = Math.ceil(writeSeconds * line.sampleRate);
      for (let from = 0; from < sound.length && !signal.aborted; from += length) await write(sound.cut(from, length));
    },
    async rest() {
      await unlessAborted(track.rest(), signal);
      if (written > 0 && !signal.aborted) tell('stop-playback');
    },
    close() {
      stop();
      track.close();
    },
  };
}
