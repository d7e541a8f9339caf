import type { Clock } from '../clock.js';
import type { SpeechError } from '../errors.js';

/** Watches that a conversation does not fall silent for good. */
export interface IdleWatch {
  /** Something came, or goes out. */
  touch(): void;
  /** Fails once nothing has come or gone out for too long; never settles otherwise. */
  readonly expired: Promise<never>;
  stop(): void;
}

/** One timer, which looks again when something has happened in the meantime. Null seconds watch nothing. */
export function createIdleWatch(seconds: number | null, clock: Clock, why: () => SpeechError): IdleWatch {
  let touchedMs = clock.now();
  let cancel = () => {};
  const expired = new Promise<never>((_, reject) => {
    if (seconds === null) return;
    const look = () => {
      const leftMs = touchedMs + seconds * 1000 - clock.now();
      if (leftMs > 0) cancel = clock.after(leftMs, look);
      else reject(why());
    };
    look();
  });
  return {
    touch() {
      touchedMs = clock.now();
    },
    expired,
    stop: () => cancel(),
  };
}
