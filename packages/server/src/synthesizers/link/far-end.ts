import type { Channel } from './channel.js';
import type { FromFarEnd, ToFarEnd } from './messages.js';

/** An engine somewhere else, as whoever keeps it alive sees it: a thread, a process, a machine. */
export interface FarEnd {
  readonly channel: Channel<ToFarEnd, FromFarEnd>;
  /** The handler is called once, when the far end is gone for whatever reason. */
  onGone(handler: (reason: Error) => void): void;
  /** Ends it, whatever it is doing. Settles when it is gone, which a call into native code can hold up. */
  terminate(): Promise<void>;
}
