/** The longest message of audio that a server is expected to send, in bytes. */
const longestMessageBytes = 65_536;
/** What was taken is told after this time, however little it is. */
const patienceMs = 250;

/** Counts what the consumer took, and lets the server know. */
export interface Receipts {
  /** So many more bytes were taken. */
  take(bytes: number): void;
  /** Nothing is to be told any more. */
  stop(): void;
}

/**
 * Tells the total seldom enough to cost nothing, a quarter of the window at a time; and early enough that the window has
 * room for one more message when everything was taken. A server may want more room than that before it goes on, so nothing
 * stays untold for long: the two sides would wait for each other.
 */
export function createReceipts(windowBytes: number | undefined, tell: (totalBytes: number) => void): Receipts {
  if (windowBytes === undefined) return { take() {}, stop() {} };
  const stepBytes = Math.min(windowBytes / 4, windowBytes - longestMessageBytes);
  let taken = 0;
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function tellAll(): void {
    clearTimeout(timer);
    timer = undefined;
    told = taken;
    tell(taken);
  }

  return {
    take(bytes) {
      taken += bytes;
      if (taken === told || stopped) return;
      if (taken - told >= stepBytes) tellAll();
      else timer ??= setTimeout(tellAll, patienceMs);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
