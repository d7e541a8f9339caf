/** What a link runs over. */

import type { Transferable } from 'node:worker_threads';

/** Carries messages to the other end, in order. */
export interface Channel<Outgoing, Incoming> {
  /** What is named in `transfer` moves to the other end and is gone here, where the carrier can do that. */
  send(message: Outgoing, transfer?: readonly ArrayBuffer[]): void;
  /** One handler; messages that come before it is set wait for it. */
  onMessage(handler: (message: Incoming) => void): void;
  close(): void;
  /** Memory that both ends see: the id of the one task that is still wanted, or 0. An engine that computes without
   *  a break cannot receive an abort message, but it can look here. A channel that has it carries one task at a time. */
  readonly wanted?: Int32Array;
}

/** A Worker, a MessagePort or `parentPort`: the ends of a thread. */
export interface ThreadPort {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  close?(): void;
}

/** A channel to another thread. Both ends are given the same `wanted`, made by `createWanted`. */
export function threadChannel<Outgoing, Incoming>(port: ThreadPort, wanted: Int32Array): Channel<Outgoing, Incoming> {
  return {
    wanted,
    send: (message, transfer) => port.postMessage(message, transfer),
    // The other end is our own code and build, so its messages are what their type says.
    onMessage: (handler) => port.on('message', (message) => handler(message as Incoming)),
    close: () => port.close?.(),
  };
}

/** The shared word for `threadChannel`. */
export function createWanted(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
