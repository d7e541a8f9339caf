/** A phone that rings: picked up, or not. */
import type { Clock } from '../../../../clock.js';

export interface Bell {
  /** False when it was declined, or nobody came in time. */
  readonly pickedUp: Promise<boolean>;
  /** Ends the ringing; a second time does nothing. */
  stop(pickedUp: boolean): void;
}

export function startBell(timeoutMs: number, clock: Clock): Bell {
  let settle: (pickedUp: boolean) => void = () => undefined;
  const pickedUp = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  const cancel = clock.after(timeoutMs, () => settle(false));
  return {
    pickedUp,
    stop(pickedUp) {
      cancel();
      settle(pickedUp);
    },
  };
}
