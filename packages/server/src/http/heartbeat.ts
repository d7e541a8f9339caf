/** Pings every WebSocket, and ends those that stay silent. One timer serves all; the sockets are spread over the interval,
 *  so that many of them never cost one long moment. */

import type { Clock } from '../clock.js';

export interface Pinged {
  ping(): void;
  /** Called some time after `ping`: end the connection if nothing has arrived since. */
  endIfSilent(): void;
}

export interface HeartbeatOptions {
  /** 0 for no pings. */
  readonly pingEveryMs: number;
  /** Rounded up to a twentieth of `pingEveryMs`, and less than all of it. */
  readonly pongWithinMs: number;
  readonly clock: Clock;
}

export interface Heartbeat {
  /** First pinged one interval from now. The returned function takes it out again. */
  add(member: Pinged): () => void;
  close(): void;
}

const slots = 20;

export function createHeartbeat({ pingEveryMs, pongWithinMs, clock }: HeartbeatOptions): Heartbeat {
  if (pingEveryMs === 0) return { add: () => () => {}, close() {} };
  const tickMs = pingEveryMs / slots;
  const patience = Math.min(Math.ceil(pongWithinMs / tickMs), slots - 1);
  const members = Array.from({ length: slots }, () => new Set<Pinged>());
  let ticks = 0;
  let cancel = clock.after(tickMs, tick);

  const slotAt = (tickNumber: number) => members[((tickNumber % slots) + slots) % slots]!;

  function tick(): void {
    cancel = clock.after(tickMs, tick);
    ticks += 1;
    for (const member of slotAt(ticks - patience)) member.endIfSilent();
    for (const member of slotAt(ticks)) member.ping();
  }

  return {
    add(member) {
      const slot = slotAt(ticks);
      slot.add(member);
      return () => slot.delete(member);
    },
    close: () => cancel(),
  };
}
