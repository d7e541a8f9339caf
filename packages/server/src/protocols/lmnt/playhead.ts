/** Where the listener is. A client counts what it has played from its last reset on; a session has one count for all. */

export interface Playhead {
  /** Audio leaves the session; it may yet be dropped. */
  handOut(endMs: number): void;
  /** It was sent. */
  send(endMs: number): void;
  /** A reset is answered: the client's count begins anew, where the audio goes on. */
  restart(): void;
  /** The session's position for the client's; undefined stands for all that was sent. */
  toSession(playedMs: number | undefined): number;
  toClient(positionMs: number): number;
}

export function createPlayhead(): Playhead {
  let handedOutMs = 0;
  let sentMs = 0;
  let baseMs = 0;
  return {
    handOut(endMs) {
      handedOutMs = endMs;
    },
    send(endMs) {
      sentMs = endMs;
    },
    restart() {
      baseMs = handedOutMs;
    },
    toSession: (playedMs) => (playedMs === undefined ? sentMs : baseMs + playedMs),
    toClient: (positionMs) => Math.max(0, positionMs - baseMs),
  };
}
