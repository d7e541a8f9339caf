/** Getting a session, from a server that may be busy for a moment. */
import type { Clock } from '../../../../clock.js';
import { SpeechError, type SpeechErrorCode } from '../../../../errors.js';
import type { SpeechSession } from '../../../../session/speech.js';
import { elapsed, onAbort, unlessAborted } from '../waiting.js';

/** What may be different in a moment. */
const passing: ReadonlySet<SpeechErrorCode> = new Set(['overloaded', 'rate-limited', 'synthesis-failed', 'internal']);

export interface OpeningTerms {
  /** How long to wait before each further attempt; with none left, an error is final. */
  readonly retryDelaysMs: readonly number[];
  /** For all attempts together. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Settles with undefined once the signal aborts. Throws the SpeechError of the last attempt, or a `synthesis-failed` of its own
 *  where none came to an end in time. A session that comes too late is closed. */
export async function openSession(
  open: () => Promise<SpeechSession>,
  { retryDelaysMs, deadlineMs, clock, signal }: OpeningTerms,
): Promise<SpeechSession | undefined> {
  const giveUp = new AbortController();
  const cancel = clock.after(deadlineMs, () => giveUp.abort());
  const ignore = onAbort(signal, () => giveUp.abort());
  try {
    const session = await attempt(open, retryDelaysMs, clock, giveUp.signal);
    if (session !== undefined || signal.aborted) return session;
    throw new SpeechError('synthesis-failed', `the voice did not open within ${deadlineMs} ms`);
  } finally {
    cancel();
    ignore();
  }
}

/** Whether trying again may help. */
export function isPassing(error: unknown): boolean {
  return passing.has(SpeechError.from(error).code);
}

/** Undefined once the signal aborts. */
async function attempt(
  open: () => Promise<SpeechSession>,
  retryDelaysMs: readonly number[],
  clock: Clock,
  signal: AbortSignal,
): Promise<SpeechSession | undefined> {
  for (const delayMs of [...retryDelaysMs, undefined]) {
    try {
      const opening = open();
      const session = await unlessAborted(opening, signal);
      if (session === undefined) closeLater(opening);
      return session;
    } catch (error) {
      if (delayMs === undefined || !isPassing(error)) throw error;
      if (!(await elapsed(delayMs, clock, signal))) return undefined;
    }
  }
  return undefined;
}

/** For a session that nobody waits for any more. */
export function closeLater(opening: Promise<SpeechSession>): void {
  opening.then(
    (session) => session.close(),
    () => undefined,
  );
}
