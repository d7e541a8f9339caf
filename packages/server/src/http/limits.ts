/** What the carrier allows its clients, and for how long it waits for them. */

export interface Limits {
  /** Connections of any kind at once; more are dropped before a byte is read. */
  readonly maxConnections: number;
  /** The largest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** Request line and headers together, in bytes. */
  readonly maxHeaderBytes: number;
  /** From the first byte of a connection to the end of its headers. */
  readonly headersTimeoutMs: number;
  /** From the first byte of a request to the end of its body. */
  readonly requestTimeoutMs: number;
  /** How long an idle connection is kept for the next request: longer than common load balancers keep theirs. */
  readonly keepAliveMs: number;
  /** Pieces that one WebSocket message may come in. */
  readonly maxFragments: number;
  /** TCP reads that one WebSocket message may span. A read may be as small as a packet. */
  readonly maxBufferedChunks: number;
  /** Messages that wait for a conversation before the socket is paused. */
  readonly inboxMessages: number;
  /** The same in bytes; one message may go over it. */
  readonly inboxBytes: number;
  /** From how many unsent bytes on a sender waits until they have left. */
  readonly highWaterBytes: number;
  /** A reader that takes no byte for this long, although bytes wait, is cut off. */
  readonly slowReaderMs: number;
  /** How often each WebSocket is pinged; 0 for never. */
  readonly pingEveryMs: number;
  /** A socket that has sent nothing for this long after a ping is dead. Counts only up to the next ping. */
  readonly pongWithinMs: number;
  /** How long a closed WebSocket may take to send what is queued and to answer the close. */
  readonly closeTimeoutMs: number;
  /** How long a connection that was refused is still listened to, so that its answer arrives. */
  readonly lingerMs: number;
  /** Over how long a drain spreads its notices, so that clients do not all come back at once. At most half the grace. */
  readonly drainSpreadMs: number;
}

export const defaultLimits: Limits = {
  maxConnections: 20_000,
  maxBodyBytes: 2 * 1024 * 1024,
  maxHeaderBytes: 16 * 1024,
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 30_000,
  keepAliveMs: 65_000,
  maxFragments: 64,
  maxBufferedChunks: 4_096,
  inboxMessages: 128,
  inboxBytes: 64 * 1024,
  highWaterBytes: 64 * 1024,
  slowReaderMs: 30_000,
  pingEveryMs: 20_000,
  pongWithinMs: 10_000,
  closeTimeoutMs: 30_000,
  lingerMs: 2_000,
  drainSpreadMs: 2_000,
};
