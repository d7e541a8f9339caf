/** One application's connection, and what it has to do with the call. */
import type { AppLink, Application, Command, LinkListener, LinkOptions } from '../link/link.js';
import { openLink } from '../link/open-link.js';
import { onAbort } from '../waiting.js';

export interface Seat {
  readonly application: Application;
  readonly link: AppLink;
  /** It said goodbye, or was not found again. */
  readonly isGone: boolean;
  /** From here on the signal that it was opened with ends it no more. */
  keep(): void;
}

export interface SeatTerms extends Omit<LinkOptions, 'listener'> {
  /** Ends it, until it is kept. */
  readonly calledOff: AbortSignal;
  onCommand(command: Command, seat: Seat): void;
  onGone(seat: Seat): void;
  onUnacknowledged(seat: Seat): void;
  onSent(text: string): void;
  onReceived(text: string): void;
}

/** Throws a DialError, or the reason of the signal. */
export async function openSeat({ calledOff, signal, ...terms }: SeatTerms): Promise<Seat> {
  const own = new AbortController();
  const keep = onAbort(calledOff, () => own.abort());
  let isGone = false;
  // Nothing of it is called before the link is in hand.
  const listener: LinkListener = {
    onCommand: (command) => terms.onCommand(command, seat),
    onGone() {
      isGone = true;
      terms.onGone(seat);
    },
    onUnacknowledged: () => terms.onUnacknowledged(seat),
    onSent: terms.onSent,
    onReceived: terms.onReceived,
  };
  const link = await openLink({ ...terms, listener, signal: AbortSignal.any([signal, own.signal]) }).catch(
    (error: unknown) => {
      keep();
      throw error;
    },
  );
  const seat: Seat = {
    application: terms.application,
    link,
    keep,
    get isGone() {
      return isGone;
    },
  };
  return seat;
}
