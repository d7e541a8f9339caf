/** Hands out tokens at a steady rate. */

export interface Typing {
  readonly tokens: readonly string[];
  /** Undefined: all at once. */
  readonly tokensPerSecond: number | undefined;
  send(token: string): void;
}

export interface Time {
  /** In milliseconds, from any beginning. */
  now(): number;
  /** Settles after so many milliseconds; never rejects. */
  wait(durationMs: number): Promise<void>;
}

/** Settles when all is handed out, or soon after the signal aborted: true means all. What a timer missed is made up for, so that
 *  the rate holds over the whole text. */
export async function typeOut({ tokens, tokensPerSecond, send }: Typing, time: Time, signal: AbortSignal) {
  const startedAt = time.now();
  for (const [index, token] of tokens.entries()) {
    const dueInMs = tokensPerSecond === undefined ? 0 : startedAt + (index * 1000) / tokensPerSecond - time.now();
    if (dueInMs > 0) await time.wait(dueInMs);
    if (signal.aborted) return false;
    send(token);
  }
  return true;
}
