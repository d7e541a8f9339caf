/** Our addition: audio waits until the client has taken enough of what was sent before. */

export interface AudioWindow {
  /** Whether to send so many bytes now; a promise where they must wait first. False once they are stale, and only then.
   *  One message waits at a time; one that is larger than the window waits until all before it was taken. */
  admit(bytes: number): boolean | Promise<boolean>;
  /** Bytes go out that were not admitted. */
  count(bytes: number): void;
  /** All bytes that the client has taken since the session began. */
  acknowledge(totalBytes: number): void;
  /** What waits may have become stale: look again. */
  look(): void;
}

export function createWindow(maxBytes: number, isStale: () => boolean): AudioWindow {
  let sent = 0;
  let taken = 0;
  let waiting: { readonly bytes: number; readonly decide: (admitted: boolean) => void } | undefined;

  function decision(bytes: number): boolean | undefined {
    const fits = sent === taken || sent - taken + bytes <= maxBytes;
    if (fits) sent += bytes;
    return fits || (isStale() ? false : undefined);
  }

  function look(): void {
    const admitted = waiting && decision(waiting.bytes);
    if (admitted === undefined) return;
    waiting?.decide(admitted);
    waiting = undefined;
  }

  return {
    admit(bytes) {
      const admitted = decision(bytes);
      if (admitted !== undefined) return admitted;
      return new Promise((decide) => {
        waiting = { bytes, decide };
      });
    },
    count(bytes) {
      sent += bytes;
    },
    acknowledge(totalBytes) {
      taken = Math.min(sent, Math.max(taken, totalBytes));
      look();
    },
    look,
  };
}
