/** What a call sounds like: one line, on which prompts and streams take turns. */

export interface Line {
  /** Of all that is written to it, in Hz. */
  readonly sampleRate: number;
  /** Milliseconds since the line was opened, as the listener hears it. */
  readonly nowMs: number;
  openTrack(): Track;
  /** Silence for good. */
  close(): void;
}

/** One source of sound. A track that begins to sound holds the line until it rests, is cleared or closed; the others wait, in
 *  the order in which they were written to. */
export interface Track {
  /** How much of this track was sent to the listener, in milliseconds, since it was opened. */
  readonly playedMs: number;
  /** Whether some of it waits to be played, or is. */
  readonly isSounding: boolean;
  /** Adds audio behind what is there; settles when there is room for more, or when it was cleared or closed. The samples are the
   *  track's to keep. */
  write(samples: Int16Array): Promise<void>;
  /** What was written so far is complete. Settles `true` when its last sample has been played, `false` when it was cleared or
   *  closed before; at once where nothing waits. */
  rest(): Promise<boolean>;
  /** Drops what was not sent yet. The listener hears nothing more of it from the next frame on. */
  clear(): void;
  close(): void;
}
