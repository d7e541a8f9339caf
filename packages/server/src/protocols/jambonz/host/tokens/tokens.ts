/** The buffer between an application's tokens and the voice that speaks them. One per call. */

/** The answer to a `tts:tokens`; `id` comes back with the type that it came with. */
export interface TokensResult {
  readonly id?: unknown;
  readonly status?: 'ok' | 'failed';
  readonly reason?: string;
}

/** Who speaks the text, once a streaming say has opened it. */
export interface TokenVoice {
  /** False: no room, nothing was taken; `room` settles when there is some again. */
  send(text: string): boolean;
  readonly room: Promise<void>;
  /** All text so far is complete. */
  flush(): void;
  /** Silence at once; all text that was sent and not heard is forgotten. */
  clear(): void;
}

/** What the application is to be told. */
export type TokenAnnouncement = 'stream_paused' | 'stream_resumed';

/** Every method changes the state in one synchronous step. */
export interface TokenBuffer {
  /** Never throws; an announcement that belongs before the result is made before it returns. */
  accept(data: unknown): TokensResult;
  flush(): void;
  /** The application's `tts:clear`, or the caller's interruption: either way the application's own queue is empty now. */
  clear(): void;
  /** A streaming say begins to open its voice. */
  connecting(): void;
  /** The voice is there. What waited is handed to it before this returns. */
  connected(voice: TokenVoice): void;
  /** There will be no voice: what waited is dropped, and tokens are refused with this reason until `stop`; where jambonz is not
   *  copied to the letter, another `connecting` ends that as well, and an application that waits for `stream_resumed` is told to
   *  go on, to learn of it. */
  failed(reason: string): void;
  /** The streaming say is over; what was not handed over is dropped. An application that waits for `stream_resumed` goes on
   *  waiting for the next one. */
  stop(): void;
}
