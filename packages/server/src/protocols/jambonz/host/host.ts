/** The calls that we host, all of them. */
import type { Call, CallOrder } from './call/call.js';

export interface Host {
  /** Begins a call, and returns at once. Throws `overloaded` where there are too many, `rate-limited` where the holder has too
   *  many, `going-away` while the server stops. */
  place(order: CallOrder): Call;
  /** Those of a holder of a key that are not over. */
  list(holderId: string): readonly Call[];
  /** Nothing more may begin; calls under way are ended when `deadline` aborts. Settles when none is left. */
  close(deadline: AbortSignal): Promise<void>;
}
