/** The limits of one socket, counted over a window that slides. All of them are off unless the operator sets them. */
import type { Clock } from '../../clock.js';
import { SpeechError } from '../../errors.js';
import { countCharacters } from '../characters.js';
import type { DeepgramLimits } from './options.js';

const windowMs = 60_000;

export interface SocketLimits {
  /** Whether one more flush is allowed now. One that is not allowed is not counted either. */
  admitFlush(): boolean;
  /** Counts text. Throws `text-too-long` for one message, `rate-limited` for the last minute. */
  admitText(text: string): void;
}

export function createSocketLimits(limits: DeepgramLimits, clock: Clock): SocketLimits {
  const flushes = createWindow(limits.flushesPerMinute, clock);
  const characters = createWindow(limits.charactersPerMinute, clock);
  return {
    admitFlush: () => flushes(1),
    admitText(text) {
      const count = countCharacters(text);
      const { charactersPerMessage: perMessage, charactersPerMinute: perMinute } = limits;
      if (perMessage !== null && count > perMessage) {
        throw new SpeechError('text-too-long', `${count} characters in one message; at most ${perMessage} are taken`);
      }
      if (!characters(count)) {
        throw new SpeechError('rate-limited', `more than ${perMinute} characters within a minute`);
      }
    },
  };
}

/** Tells whether so much more fits into the last minute, and counts it if so. Holds at most `limit` entries. */
function createWindow(limit: number | null, clock: Clock): (amount: number) => boolean {
  if (limit === null) return () => true;
  const entries: { readonly atMs: number; readonly amount: number }[] = [];
  let sum = 0;
  return (amount) => {
    if (amount === 0) return true;
    const nowMs = clock.now();
    for (let oldest = entries[0]; oldest && oldest.atMs <= nowMs - windowMs; oldest = entries[0]) {
      sum -= oldest.amount;
      entries.shift();
    }
    if (sum + amount > limit) return false;
    sum += amount;
    entries.push({ atMs: nowMs, amount });
    return true;
  };
}
