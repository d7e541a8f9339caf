/** How much text may come, for a client that asked to be told: it then never sends what there is no room for. */
import type { SpeechSession } from '../../session/speech.js';

/** Lengths are UTF-16 units. */
export interface TextWindow {
  /** How much text may come beyond what was announced last, or beyond none. */
  readonly size: number;
  /** So much text was appended. */
  take(length: number): void;
}

type TextSide = Pick<SpeechSession, 'textCapacity' | 'ready'>;

/** Announces all text that ever came, at moments when at most half of the session's capacity waits to be spoken: then
 *  there is room for the other half, which is the window. Often enough that a client need not pause. */
export function createTextWindow(session: TextSide, announce: (total: number) => void): TextWindow {
  const size = Math.floor(session.textCapacity / 2);
  const worthwhile = Math.max(1, size / 4);
  let total = 0;
  let announced = 0;
  let announcing = false;

  async function announceWhenReady(): Promise<void> {
    while (total - announced >= worthwhile) {
      const awaited = total;
      await session.ready;
      // Text that came meanwhile may have come behind the moment when there was room, and have taken it.
      if (total !== awaited) continue;
      announced = total;
      announce(total);
    }
    announcing = false;
  }

  return {
    size,
    take(length) {
      total += length;
      if (announcing) return;
      announcing = true;
      void announceWhenReady();
    },
  };
}
